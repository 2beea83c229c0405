//! First names that are ordinary words too, and ordinary words that are one letter from a name.

/// First names that are words as well: only a person can say which is meant.
#[rustfmt::skip]
pub(super) const NAMES: [&str; 125] = [
    "amber", "angel", "april", "art", "ash", "august", "autumn", "basil", "bay", "bear", "bill", "bliss",
    "blue", "bluebell", "bonnie", "brook", "buddy", "bunny", "carol", "chance", "charity", "chase", "cherry",
    "christian", "clay", "clover", "coco", "coral", "crystal", "daisy", "dawn", "dolly", "dot", "drew",
    "ebony", "ember", "eve", "faith", "fern", "flora", "forest", "fox", "frank", "ginger", "grace", "grant",
    "guy", "happy", "harmony", "haven", "hazel", "heather", "holly", "honey", "hope", "hunter", "iris", "ivy",
    "jade", "jasmine", "jay", "jet", "jewel", "joy", "june", "juniper", "king", "kit", "kitty", "lance",
    "lily", "maple", "marigold", "mark", "max", "may", "melody", "merry", "miles", "ocean", "olive", "opal",
    "pat", "patience", "pearl", "penny", "pepper", "pip", "piper", "poppy", "prince", "princess", "rain",
    "raven", "ray", "red", "reed", "rich", "river", "rob", "robin", "rocky", "rose", "rosemary", "rowan",
    "royal", "ruby", "saffron", "sage", "sandy", "scarlet", "sky", "star", "storm", "summer", "sunny",
    "teddy", "violet", "ward", "will", "willow", "winter", "wolf", "woody", "wren",
];

/// Last names that are words as well, besides [`NAMES`].
#[rustfmt::skip]
pub(super) const LAST_NAMES: [&str; 61] = [
    "baker", "ball", "barker", "bell", "berry", "best", "bird", "bishop", "black", "brown", "bush", "butler",
    "carpenter", "carter", "cook", "cooper", "cross", "day", "dear", "farmer", "field", "fish", "flower",
    "ford", "gardener", "gold", "good", "gray", "green", "grey", "hill", "hook", "house", "knight", "lamb",
    "law", "little", "long", "love", "marsh", "meadows", "miller", "moon", "moss", "page", "park", "parks",
    "parsons", "pool", "potter", "price", "rice", "short", "small", "snow", "stone", "swan", "turner", "wood",
    "woods", "young",
];

/// Words of a nursery's day that are one letter from a common name: never taken for a slip of the finger.
#[rustfmt::skip]
pub(super) const NEAR_WORDS: [&str; 71] = [
    "angle", "awhile", "beach", "belly", "berry", "blow", "brace", "brain", "bully", "bunny", "carry",
    "class", "dairy", "eaten", "eating", "else", "evening", "every", "family", "funny", "games", "grade",
    "grape", "grapes", "grave", "hairy", "handy", "hardy", "hilly", "hobby", "honey", "hurry", "jelly",
    "jolly", "label", "lucky", "marry", "masks", "maybe", "mayor", "money", "mummy", "names", "nanny",
    "paint", "panda", "party", "pasta", "peace", "penne", "place", "plant", "potty", "puppy", "races",
    "ready", "roses", "silly", "slice", "smile", "sofa", "sorry", "space", "sunny", "trace", "tummy",
    "veggie", "water", "willows", "windy", "worry",
];
