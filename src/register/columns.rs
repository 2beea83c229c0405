//! The columns that are known, under the names that settings' systems give them.

use super::fold::header_key;
use super::table::Table;
use super::{RowTrouble, listed, words};

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
    (Field::Role, &["role", "jobtitle", "job", "position", "jobrole", "title", "post", "stafftype"]),
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

fn child_field(header: &str) -> Option<Field> {
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

fn staff_field(header: &str) -> Option<Field> {
    let key = header_key(header);
    listed_as(&key, STAFF).or_else(|| listed_as(key.strip_prefix("staff")?, STAFF))
}

/// How many of the cells are headers of any of the three lists, each meaning counted once.
pub(crate) fn known(cells: &[String]) -> usize {
    let most = |field: fn(&str) -> Option<Field>| {
        let mut seen = Vec::new();
        for found in cells.iter().filter_map(|cell| field(cell)) {
            if !seen.contains(&found) {
                seen.push(found);
            }
        }
        seen.len()
    };
    most(child_field).max(most(staff_field)).max(most(pin_field))
}

pub(crate) fn pin_field(header: &str) -> Option<Field> {
    listed_as(&header_key(header), PINS)
}

/// Which column holds what, and what the file calls it.
pub(crate) struct Columns {
    found: Vec<(Field, usize, String)>,
}

impl Columns {
    /// The columns of a register; else everything that is wrong with its header.
    pub(crate) fn of_children(table: &Table) -> Result<Columns, Vec<RowTrouble>> {
        let mut columns = Columns::find(table, child_field);
        let names = columns.at(Field::Forename).is_some() && columns.at(Field::Surname).is_some();
        let mut troubles = Vec::new();
        if names {
            columns.found.retain(|(field, ..)| *field != Field::FullName);
        } else if let Some((_, _, name)) = columns.get(Field::FullName) {
            troubles.push(RowTrouble::new(
                table.header_line,
                name,
                "",
                "forename and surname stand in one column, and where one ends can't be told safely",
                "Make two columns of it, Forename and Surname, and bring the file in again.",
            ));
        }
        let mut needed = vec![(Field::Room, "Room", "“Room”, “Group”, “Class” or “Base room”")];
        if columns.at(Field::FullName).is_none() || names {
            needed.insert(0, (Field::Surname, "Surname", "“Surname”, “Last name” or “Family name”"));
            needed.insert(0, (Field::Forename, "Forename", "“Forename”, “First name” or “Given name”"));
        }
        columns.missing(table, &needed, &mut troubles);
        columns.doubled(table, &mut troubles);
        let per_day = columns.found.iter().find(|(field, ..)| matches!(field, Field::Weekday(..)));
        if let (Some((_, _, days)), Some((_, _, day))) = (columns.get(Field::Days), per_day) {
            troubles.push(twice(table, days, day));
        }
        columns.whole_and_parts(table, &mut troubles);
        if troubles.is_empty() { Ok(columns) } else { Err(troubles) }
    }

    /// The columns of a staff list; else everything that is wrong with its header.
    pub(crate) fn of_staff(table: &Table) -> Result<Columns, Vec<RowTrouble>> {
        let mut columns = Columns::find(table, staff_field);
        let mut troubles = Vec::new();
        let mut needed = vec![(Field::Role, "Role", "“Role”, “Job title” or “Position”")];
        if columns.at(Field::Forename).is_some() && columns.at(Field::Surname).is_some() {
            columns.found.retain(|(field, ..)| *field != Field::FullName);
        } else {
            needed.insert(0, (Field::FullName, "Name", "“Name”, “Staff name”, or “Forename” and “Surname”"));
        }
        columns.missing(table, &needed, &mut troubles);
        columns.doubled(table, &mut troubles);
        if troubles.is_empty() { Ok(columns) } else { Err(troubles) }
    }

    fn find(table: &Table, field: fn(&str) -> Option<Field>) -> Columns {
        let found =
            table.headers.iter().enumerate().filter_map(|(index, header)| {
                field(header).map(|field| (field, index, words::visible(header)))
            });
        Columns { found: found.collect() }
    }

    /// The column's index and the file's name for it.
    pub(crate) fn get(&self, field: Field) -> Option<(Field, usize, &str)> {
        self.found
            .iter()
            .find(|(found, ..)| *found == field)
            .map(|(f, index, name)| (*f, *index, name.as_str()))
    }

    pub(crate) fn at(&self, field: Field) -> Option<usize> {
        self.get(field).map(|(_, index, _)| index)
    }

    /// All that are known, in the file's order.
    pub(crate) fn all(&self) -> impl Iterator<Item = (Field, usize, &str)> {
        self.found.iter().map(|(field, index, name)| (*field, *index, name.as_str()))
    }

    /// The numbers under which adults are listed, in order.
    pub(crate) fn adults(&self) -> Vec<u8> {
        let mut numbers: Vec<u8> = self
            .found
            .iter()
            .filter_map(|(field, ..)| match field {
                Field::Contact(number, _) => Some(*number),
                _ => None,
            })
            .collect();
        numbers.sort_unstable();
        numbers.dedup();
        numbers
    }

    fn missing(&self, table: &Table, needed: &[(Field, &str, &str)], troubles: &mut Vec<RowTrouble>) {
        for &(field, name, would_do) in needed {
            if self.at(field).is_none() {
                troubles.push(RowTrouble::new(
                    table.header_line,
                    "",
                    "",
                    format!("there is no column for {name}"),
                    format!("Name a column {would_do}."),
                ));
            }
        }
    }

    fn doubled(&self, table: &Table, troubles: &mut Vec<RowTrouble>) {
        for (index, (field, _, name)) in self.found.iter().enumerate() {
            if let Some((_, _, first)) = self.found.iter().take(index).find(|(other, ..)| other == field) {
                troubles.push(twice(table, first, name));
            }
        }
    }

    /// A whole and its parts say the same thing twice: Mon beside Mon AM, Contact 1 beside Contact 1 surname.
    fn whole_and_parts(&self, table: &Table, troubles: &mut Vec<RowTrouble>) {
        for (field, _, whole) in &self.found {
            let parts: &[Field] = match *field {
                Field::Weekday(day, 0) => &[Field::Weekday(day, 1), Field::Weekday(day, 2)],
                Field::Contact(number, About::Name) => {
                    &[Field::Contact(number, About::Forename), Field::Contact(number, About::Surname)]
                }
                _ => continue,
            };
            if let Some((_, _, part)) = parts.iter().find_map(|&part| self.get(part)) {
                troubles.push(twice(table, whole, part));
            }
        }
    }
}

fn twice(table: &Table, first: &str, second: &str) -> RowTrouble {
    RowTrouble::new(
        table.header_line,
        "",
        "",
        format!("the columns “{first}” and “{second}” mean the same"),
        "Take out the one that should not count, or give it another name.",
    )
}

/// The columns of a register that are not known, in the file's order and words.
pub(crate) fn children_left(table: &Table) -> Vec<String> {
    let names = ["Forename", "Surname"]
        .iter()
        .all(|name| table.headers.iter().any(|header| child_field(header) == child_field(name)));
    left(table, |header| child_field(header).filter(|field| !(names && *field == Field::FullName)))
}

/// The columns of a staff list that are not known.
pub(crate) fn staff_left(table: &Table) -> Vec<String> {
    let names = ["Forename", "Surname"]
        .iter()
        .all(|name| table.headers.iter().any(|header| staff_field(header) == staff_field(name)));
    left(table, |header| staff_field(header).filter(|field| !(names && *field == Field::FullName)))
}

fn left(table: &Table, field: impl Fn(&str) -> Option<Field>) -> Vec<String> {
    table
        .headers
        .iter()
        .enumerate()
        .filter(|(_, header)| field(header).is_none())
        .filter(|(index, header)| {
            !header.is_empty() || table.rows.iter().any(|row| !row.cell(*index).is_empty())
        })
        .map(|(index, header)| match header.as_str() {
            "" => format!("column {} (no header)", index + 1),
            header => words::visible(header),
        })
        .collect()
}

/// A row that is longer than the header has a separator too many in it, and nothing in it can be trusted.
pub(crate) fn too_long(table: &Table) -> Vec<RowTrouble> {
    let width = table.headers.len();
    table
        .rows
        .iter()
        .filter_map(|row| {
            let over: Vec<_> = row.cells.iter().skip(width).filter(|cell| !cell.is_empty()).collect();
            let value = listed(&over.iter().map(|cell| cell.as_str()).collect::<Vec<_>>());
            (!over.is_empty()).then(|| {
                RowTrouble::new(
                    row.line,
                    "",
                    &value,
                    format!("the row has {} cells and the header has {width}", row.cells.len()),
                    "Put quotation marks round a cell that has a comma in it.",
                )
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

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
