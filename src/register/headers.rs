//! The headers that are known, under the names that settings' systems give them.

use unicode_normalization::UnicodeNormalization;

/// A known column of a register.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Field {
    Forename,
    Surname,
    FullName,
    KnownAs,
    Born,
    Room,
    KeyPerson,
    Second,
    Started,
    Left,
    Days,
    /// Monday is 0; 0 the whole day, 1 the morning, 2 the afternoon.
    Weekday(u8, u8),
    /// An hour of a day. Monday is 0; 0 from when the child comes, 1 until when.
    Hour(u8, u8),
    /// The hour from which the child comes, on every day.
    From,
    /// With its number, or 0 where it has none.
    Siblings(u8),
    Notes,
    HomeLanguage,
    Contact(u8, About),
    Initials,
    Role,
    Pin,
}

/// What a column says about an adult.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum About {
    Name,
    Forename,
    Surname,
    Relation,
    Household,
    Responsibility,
    MayCollect,
    Language,
    Format,
}

/// The most adults a row may list.
const MAX_CONTACTS: u8 = 12;

const CHILD: &[(Field, &[&str])] = &[
    (
        Field::Forename,
        &[
            "forename",
            "forenames",
            "firstname",
            "firstnames",
            "givenname",
            "givennames",
            "legalforename",
            "legalfirstname",
            "first",
        ],
    ),
    (
        Field::Surname,
        &["surname", "lastname", "familyname", "secondname", "legalsurname", "legallastname", "last"],
    ),
    (
        Field::FullName,
        &["name", "fullname", "childname", "childsname", "child", "pupil", "pupilname", "nameofchild"],
    ),
    (
        Field::KnownAs,
        &[
            "knownas",
            "preferredname",
            "preferredforename",
            "preferredfirstname",
            "nickname",
            "likestobecalled",
            "calledname",
        ],
    ),
    (Field::Born, &["dob", "dateofbirth", "birthdate", "birthday", "born", "birth"]),
    (
        Field::Room,
        &[
            "room",
            "group",
            "class",
            "baseroom",
            "roomname",
            "groupname",
            "currentroom",
            "classroom",
            "roomgroup",
        ],
    ),
    (
        Field::KeyPerson,
        &[
            "keyperson",
            "keyworker",
            "keypersonname",
            "keyworkername",
            "keycarer",
            "keystaff",
            "primarykeyperson",
            "primarykeyworker",
            "mainkeyperson",
        ],
    ),
    (
        Field::Second,
        &[
            "secondkeyperson",
            "secondkeyworker",
            "secondarykeyperson",
            "secondarykeyworker",
            "cokeyworker",
            "cokeyperson",
            "buddy",
            "buddykeyperson",
            "backupkeyperson",
            "backupkeyworker",
            "deputykeyperson",
            "2ndkeyperson",
            "2ndkeyworker",
        ],
    ),
    (
        Field::Started,
        &[
            "startdate",
            "datestarted",
            "started",
            "start",
            "firstday",
            "startingdate",
            "dateofstart",
            "joiningdate",
            "datejoined",
            "enrolmentdate",
            "admissiondate",
            "dateofadmission",
        ],
    ),
    (
        Field::Left,
        &[
            "leavingdate",
            "leavedate",
            "dateleft",
            "left",
            "leaver",
            "enddate",
            "finishdate",
            "lastday",
            "leaveson",
            "dateofleaving",
        ],
    ),
    (
        Field::Days,
        &[
            "days",
            "sessions",
            "bookingpattern",
            "attendance",
            "attendancepattern",
            "bookeddays",
            "daysattending",
            "attendingdays",
            "pattern",
            "bookings",
            "sessionpattern",
        ],
    ),
    (
        Field::From,
        &[
            "starttime",
            "arrivaltime",
            "arrives",
            "arrivesat",
            "expectedat",
            "expectedarrival",
            "expectedarrivaltime",
            "sessionstart",
            "sessionstarttime",
            "sessionstartsat",
            "sessiontime",
            "sessiontimes",
        ],
    ),
    (
        Field::Siblings(0),
        &[
            "siblings",
            "sibling",
            "brothersandsisters",
            "brotherssisters",
            "siblingnames",
            "siblingsatnursery",
        ],
    ),
    (Field::Notes, &["notes", "note", "comments", "comment", "additionalinformation", "otherinformation"]),
    (
        Field::HomeLanguage,
        &[
            "homelanguage",
            "language",
            "firstlanguage",
            "languagespokenathome",
            "mainlanguage",
            "languageathome",
        ],
    ),
];

const STAFF: &[(Field, &[&str])] = &[
    (
        Field::FullName,
        &[
            "name",
            "fullname",
            "staffname",
            "staff",
            "staffmember",
            "employee",
            "employeename",
            "practitioner",
        ],
    ),
    (Field::Forename, &["forename", "forenames", "firstname", "firstnames", "givenname", "first"]),
    (Field::Surname, &["surname", "lastname", "familyname", "last"]),
    (Field::Initials, &["initials", "initial", "init", "staffinitials"]),
    (Field::Role, &["role", "jobtitle", "job", "position", "jobrole", "post", "stafftype"]),
    (Field::Room, &["room", "group", "class", "baseroom", "roomname", "groupname", "workplace"]),
    (
        Field::Started,
        &[
            "from",
            "startdate",
            "datestarted",
            "started",
            "start",
            "firstday",
            "employedfrom",
            "datejoined",
            "joiningdate",
        ],
    ),
    (
        Field::Left,
        &[
            "until",
            "to",
            "enddate",
            "leavingdate",
            "leavedate",
            "dateleft",
            "left",
            "leaver",
            "lastday",
            "employeduntil",
            "finishdate",
        ],
    ),
];

const PINS: &[(Field, &[&str])] = &[
    (Field::Initials, &["initials", "initial", "init", "staff", "person", "who"]),
    (Field::Pin, &["pin", "pins", "pincode", "pinnumber", "passcode", "code"]),
];

const ABOUT: &[(About, &[&str])] = &[
    (About::Name, &["name", "fullname"]),
    (About::Forename, &["forename", "firstname", "givenname"]),
    (About::Surname, &["surname", "lastname", "familyname"]),
    (About::Relation, &["relation", "relationship", "relationshiptochild", "relationtochild"]),
    (About::Household, &["household", "home", "householdletter"]),
    (
        About::Responsibility,
        &[
            "parentalresponsibility",
            "pr",
            "hasparentalresponsibility",
            "haspr",
            "responsibility",
            "legalresponsibility",
        ],
    ),
    (
        About::MayCollect,
        &[
            "maycollect",
            "cancollect",
            "collect",
            "authorisedtocollect",
            "authorizedtocollect",
            "allowedtocollect",
            "authorisedcollector",
            "authorisedforcollection",
            "permissiontocollect",
            "canpickup",
            "collector",
        ],
    ),
    (About::Language, &["language", "homelanguage", "firstlanguage", "preferredlanguage", "mainlanguage"]),
    (About::Format, &["format", "preferredformat", "accessibleformat", "communicationformat"]),
];

/// What a system calls an adult of the family; the longest first, so that the whole word is taken.
const ADULT: &[&str] = &[
    "parentorcarer",
    "parentguardian",
    "parentcarer",
    "familymember",
    "guardian",
    "contact",
    "parent",
    "carer",
    "adult",
];

const WEEKDAYS: [[&str; 2]; 7] = [
    ["monday", "mon"],
    ["tuesday", "tue"],
    ["wednesday", "wed"],
    ["thursday", "thu"],
    ["friday", "fri"],
    ["saturday", "sat"],
    ["sunday", "sun"],
];

fn listed_as(header: &str, table: &[(Field, &[&str])]) -> Option<Field> {
    table.iter().find(|(_, names)| names.contains(&header)).map(|&(field, _)| field)
}

pub(crate) fn child_field(header: &str) -> Option<Field> {
    let key = header_key(header);
    let bare = ["childs", "child", "pupils", "pupil"]
        .iter()
        .find_map(|before| key.strip_prefix(before))
        .filter(|rest| listed_as(rest, CHILD).is_some_and(|field| field != Field::FullName));
    if let Some(field) = listed_as(bare.unwrap_or(&key), CHILD) {
        return Some(field);
    }
    for (day, names) in (0..).zip(WEEKDAYS) {
        for name in names {
            match key.strip_prefix(name) {
                Some("" | "s" | "day") => return Some(Field::Weekday(day, 0)),
                Some("am" | "morning") => return Some(Field::Weekday(day, 1)),
                Some("pm" | "afternoon") => return Some(Field::Weekday(day, 2)),
                Some("start" | "starts" | "starttime" | "from" | "in" | "timein" | "arrives" | "arrival") => {
                    return Some(Field::Hour(day, 0));
                }
                Some(
                    "finish" | "finishes" | "finishtime" | "end" | "ends" | "endtime" | "until" | "to"
                    | "out" | "timeout" | "leaves",
                ) => return Some(Field::Hour(day, 1)),
                Some("rs" | "rsday") if name == "thu" => return Some(Field::Weekday(day, 0)),
                _ => {}
            }
        }
        if day == 1 && key == "tues" || day == 2 && key == "weds" || day == 3 && key == "thur" {
            return Some(Field::Weekday(day, 0));
        }
    }
    let digits: String = key.chars().filter(char::is_ascii_digit).collect();
    let number: u8 = digits.parse().ok().filter(|number| (1..=MAX_CONTACTS).contains(number))?;
    let rest = key.replacen(&digits, "", 1);
    match (listed_as(&rest, CHILD), number) {
        (Some(Field::KeyPerson), 1) => return Some(Field::KeyPerson),
        (Some(Field::KeyPerson), 2) => return Some(Field::Second),
        (Some(Field::Siblings(_)), _) => return Some(Field::Siblings(number)),
        _ => {}
    }
    let about = |word: &str| ABOUT.iter().find(|(_, names)| names.contains(&word)).map(|&(about, _)| about);
    // The whole first: “parental responsibility” only looks as if it began with a parent. Without the word
    // for an adult, “Name 1” could be anybody's.
    let named = |about: &About| matches!(about, About::Name | About::Forename | About::Surname);
    let whole = about(&rest).filter(|about| !named(about));
    let part = || match ADULT
        .iter()
        .find_map(|adult| rest.strip_prefix(adult).or_else(|| rest.strip_suffix(adult)))?
    {
        "" => Some(About::Name),
        word => about(word),
    };
    whole.or_else(part).map(|about| Field::Contact(number, about))
}

pub(crate) fn staff_field(header: &str) -> Option<Field> {
    let key = header_key(header);
    listed_as(&key, STAFF).or_else(|| listed_as(key.strip_prefix("staff")?, STAFF))
}

pub(crate) fn pin_field(header: &str) -> Option<Field> {
    listed_as(&header_key(header), PINS)
}

/// A header as it is compared: letters and digits alone, what stands in brackets left out.
/// `D.O.B. (dd/mm/yyyy)` and `dob` are one.
fn header_key(header: &str) -> String {
    let mut depth = 0usize;
    let mut key = String::new();
    for letter in header.nfkd().flat_map(char::to_lowercase) {
        match letter {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            letter if depth == 0 && letter.is_alphanumeric() => key.push(letter),
            _ => {}
        }
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_the_same_without_case_points_and_brackets() {
        assert_eq!(header_key("D.O.B. (dd/mm/yyyy)"), "dob");
        assert_eq!(header_key("First_Name"), header_key("first name"));
        assert_eq!(header_key("Child's forename"), "childsforename");
    }

    #[test]
    fn usual_headers_are_known_however_they_are_written() {
        for (header, field) in [
            ("First Name", Field::Forename),
            ("child_first_name", Field::Forename),
            ("Child's Forename", Field::Forename),
            ("Given name(s)", Field::Forename),
            ("FAMILY NAME", Field::Surname),
            ("D.O.B.", Field::Born),
            ("Date of Birth (dd/mm/yyyy)", Field::Born),
            ("Key Worker", Field::KeyPerson),
            ("Key-person 2", Field::Second),
            ("Co-key worker", Field::Second),
            ("Base room", Field::Room),
            ("Tues", Field::Weekday(1, 0)),
            ("Thurs", Field::Weekday(3, 0)),
            ("Monday AM", Field::Weekday(0, 1)),
            ("Wed PM", Field::Weekday(2, 2)),
            ("Mon start", Field::Hour(0, 0)),
            ("Friday finish time", Field::Hour(4, 1)),
            ("Start time", Field::From),
            ("Session start (hh:mm)", Field::From),
            ("Child's arrival time", Field::From),
            ("Sibling 2", Field::Siblings(2)),
            ("Parent 1", Field::Contact(1, About::Name)),
            ("Parent/Carer 2 name", Field::Contact(2, About::Name)),
            ("Contact 1 Surname", Field::Contact(1, About::Surname)),
            ("Parental responsibility 1", Field::Contact(1, About::Responsibility)),
            ("Parent 2 parental responsibility", Field::Contact(2, About::Responsibility)),
            ("PR 1", Field::Contact(1, About::Responsibility)),
            ("Carer 3 authorised to collect?", Field::Contact(3, About::MayCollect)),
            ("Relationship to child 2", Field::Contact(2, About::Relation)),
            ("Child's home language", Field::HomeLanguage),
        ] {
            assert_eq!(child_field(header), Some(field), "{header}");
        }
        for header in ["Parent 1 mobile", "Name 1", "NHS number", "Contact 99", "Monday fee", "", "Mon 1"] {
            assert_eq!(child_field(header), None, "{header}");
        }
        assert_eq!(staff_field("Job Title"), Some(Field::Role));
        assert_eq!(staff_field("Staff initials"), Some(Field::Initials));
    }

    #[test]
    fn no_name_of_a_column_stands_for_two_things() {
        for table in [CHILD, STAFF, PINS] {
            let mut names: Vec<&str> = table.iter().flat_map(|(_, names)| names.iter().copied()).collect();
            let before = names.len();
            names.sort_unstable();
            names.dedup();
            assert_eq!(names.len(), before);
            assert!(names.iter().all(|name| header_key(name) == *name));
        }
    }
}
