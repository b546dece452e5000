/// All filters. The comment of each holds a template and what it prints; a test runs them.
///
/// To add one: a case here, its arguments below, a line in `Machine.apply`.
enum Filter: String, CaseIterable, Sendable {
    /// The number without its sign.
    /// `{{ -5.1 | abs }}` prints `5.1`
    case abs
    /// The text with another behind it.
    /// `{{ 'part' | append: '.md' }}` prints `part.md`
    case append
    /// The number, or the argument where that is more.
    /// `{{ 3 | at_least: 5 }}` prints `5`
    case atLeast = "at_least"
    /// The number, or the argument where that is less.
    /// `{{ 7 | at_most: 5 }}` prints `5`
    case atMost = "at_most"
    /// The bytes that a Base64 text (RFC 4648, 4) stands for.
    /// `{{ 'bmV0' | base64_decode }}` prints `net`
    case base64Decode = "base64_decode"
    /// The text in Base64 (RFC 4648, 4).
    /// `{{ 'net' | base64_encode }}` prints `bmV0`
    case base64Encode = "base64_encode"
    /// The bytes that a Base64 text of the URL alphabet (RFC 4648, 5) stands for.
    /// `{{ 'Pz8_' | base64_url_safe_decode }}` prints `???`
    case base64UrlSafeDecode = "base64_url_safe_decode"
    /// The text in Base64 of the URL alphabet (RFC 4648, 5).
    /// `{{ '???' | base64_url_safe_encode }}` prints `Pz8_`
    case base64UrlSafeEncode = "base64_url_safe_encode"
    /// The first letter large, the others small.
    /// `{{ 'nET price' | capitalize }}` prints `Net price`
    case capitalize
    /// The next whole number that is not less.
    /// `{{ 4.2 | ceil }}` prints `5`
    case ceil
    /// A list without its nils, or without the objects whose field is nil.
    /// `{{ 'a,b' | split: ',' | compact | join }}` prints `a b`
    case compact
    /// A list with another behind it.
    /// `{% assign more = 'c' | split: ',' %}{{ 'a,b' | split: ',' | concat: more | join }}` prints `a b c`
    case concat
    /// A day or the text of one in another form: `strftime` directives, or the locale's `short`, `medium`,
    /// `long`.
    /// `{{ '2016-03-14' | date: '%d %b %Y' }}` prints `14 Mar 2016`
    case date
    /// The value, or the argument where it is nil, false or empty; with `allow_false: true` false stays.
    /// `{{ '' | default: 'none' }}` prints `none`
    case `default`
    /// The quotient; of two whole numbers the next whole number below it.
    /// `{{ 7 | divided_by: 2 }}` prints `3`
    case dividedBy = "divided_by"
    /// All letters small.
    /// `{{ 'NET' | downcase }}` prints `net`
    case downcase
    /// `& < > " '` as character references. The result is not escaped again.
    /// `{{ 'A & B' | escape }}` prints `A &amp; B`
    case escape
    /// As `escape`, but references already there stay.
    /// `{{ 'A &amp; B & C' | escape_once }}` prints `A &amp; B &amp; C`
    case escapeOnce = "escape_once"
    /// The first object of a list whose field has a value, or is truthy.
    /// `{% assign words = 'net,gross' | split: ',' %}{{ words | find: 'ro' }}` prints `gross`
    case find
    /// Where `find` finds it, counted from 0.
    /// `{% assign words = 'net,gross' | split: ',' %}{{ words | find_index: 'ro' }}` prints `1`
    case findIndex = "find_index"
    /// The first element.
    /// `{{ 'a,b' | split: ',' | first }}` prints `a`
    case first
    /// The next whole number that is not more.
    /// `{{ 4.8 | floor }}` prints `4`
    case floor
    /// Short for `escape`.
    /// `{{ '<' | h }}` prints `&lt;`
    case h
    /// Whether `find` finds something.
    /// `{% assign words = 'net,gross' | split: ',' %}{{ words | has: 'ro' }}` prints `true`
    case has
    /// The elements as one text, with a blank or the argument between them.
    /// `{{ 'a,b' | split: ',' | join: ' + ' }}` prints `a + b`
    case join
    /// The last element.
    /// `{{ 'a,b' | split: ',' | last }}` prints `b`
    case last
    /// Without blanks in front.
    /// `[{{ ' net ' | lstrip }}]` prints `[net ]`
    case lstrip
    /// One field of each object of a list.
    /// `{{ 'a,b' | split: ',' | map: 'a' | join }}` prints `a `
    case map
    /// The difference.
    /// `{{ 18.5 | minus: 0.7 }}` prints `17.8`
    case minus
    /// What a division leaves; its sign is the divisor's.
    /// `{{ 7 | modulo: 3 }}` prints `1`
    case modulo
    /// An amount as the document's locale and currency write it.
    /// `{{ 1234.5 | money }}` prints `1,234.50`
    case money
    /// As `money`, with the currency's code behind it where there is one.
    /// `{{ 1234.5 | money_with_currency }}` prints `1,234.50`
    case moneyWithCurrency = "money_with_currency"
    /// An amount with the currency's decimals, without its sign.
    /// `{{ 1234.5 | money_without_currency }}` prints `1,234.50`
    case moneyWithoutCurrency = "money_without_currency"
    /// `<br />` before each line end. In HTML the text is escaped first.
    /// `{{ 'net' | newline_to_br }}` prints `net`
    case newlineToBr = "newline_to_br"
    /// A number as the document's locale writes it; the argument says how many decimals.
    /// `{{ 1234.5 | number: 2 }}` prints `1,234.50`
    case number
    /// The sum.
    /// `{{ 0.1 | plus: 0.2 }}` prints `0.3`
    case plus
    /// The text with another before it.
    /// `{{ 'net' | prepend: 'sub' }}` prints `subnet`
    case prepend
    /// The text as it is, not escaped. Only where the run allows it.
    /// `{{ '<b>' | raw }}` prints `<b>`
    case raw
    /// The objects of a list whose field does not have a value, or is not truthy.
    /// `{{ 'net,gross' | split: ',' | reject: 'ro' | join }}` prints `net`
    case reject
    /// Without any occurrence of a text.
    /// `{{ 'banana' | remove: 'an' }}` prints `ba`
    case remove
    /// Without the first occurrence of a text.
    /// `{{ 'banana' | remove_first: 'an' }}` prints `bana`
    case removeFirst = "remove_first"
    /// Without the last occurrence of a text.
    /// `{{ 'banana' | remove_last: 'an' }}` prints `bana`
    case removeLast = "remove_last"
    /// Every occurrence of a text replaced.
    /// `{{ 'banana' | replace: 'an', 'o' }}` prints `booa`
    case replace
    /// The first occurrence of a text replaced.
    /// `{{ 'banana' | replace_first: 'an', 'o' }}` prints `boana`
    case replaceFirst = "replace_first"
    /// The last occurrence of a text replaced.
    /// `{{ 'banana' | replace_last: 'an', 'o' }}` prints `banoa`
    case replaceLast = "replace_last"
    /// A list from its end.
    /// `{{ (1..3) | reverse | join }}` prints `3 2 1`
    case reverse
    /// The nearest number with as many decimals as the argument says, halves away from zero.
    /// `{{ 2.345 | round: 2 }}` prints `2.35`
    case round
    /// Without blanks at the end.
    /// `[{{ ' net ' | rstrip }}]` prints `[ net]`
    case rstrip
    /// The same as `raw`.
    /// `{{ '<b>' | safe }}` prints `<b>`
    case safe
    /// How many characters or elements there are.
    /// `{{ 'net' | size }}` prints `3`
    case size
    /// A part, from a place (from the end where negative) and as long as the second argument says.
    /// `{{ 'banana' | slice: 1, 3 }}` prints `ana`
    case slice
    /// A list in order, or by a field of its objects; nil last.
    /// `{{ 'b,a' | split: ',' | sort | join }}` prints `a b`
    case sort
    /// As `sort`, but small and large letters are the same.
    /// `{{ 'b,A' | split: ',' | sort_natural | join }}` prints `A b`
    case sortNatural = "sort_natural"
    /// A text cut into a list where another stands.
    /// `{{ 'a-b' | split: '-' | first }}` prints `a`
    case split
    /// Without blanks at both ends, and with one blank for any number within.
    /// `{{ ' a   b ' | squish }}` prints `a b`
    case squish
    /// Without blanks at both ends.
    /// `[{{ ' net ' | strip }}]` prints `[net]`
    case strip
    /// Without tags, comments, scripts and styles.
    /// `{{ '<b>net</b>' | strip_html }}` prints `net`
    case stripHtml = "strip_html"
    /// Without line ends.
    /// `{{ 'net' | strip_newlines }}` prints `net`
    case stripNewlines = "strip_newlines"
    /// The sum of a list, or of a field of its objects.
    /// `{{ (1..4) | sum }}` prints `10`
    case sum
    /// The label of a key in the document's language, with arguments by name and by count; without one the text
    /// of `default:`, else the key.
    /// `{{ 'invoice.total' | t: default: 'Total' }}` prints `Total`
    case t
    /// The product.
    /// `{{ 3 | times: 1.5 }}` prints `4.5`
    case times
    /// At most so many characters (50), an ellipsis (`...`) among them.
    /// `{{ 'banana split' | truncate: 9 }}` prints `banana...`
    case truncate
    /// At most so many words (15), then an ellipsis (`...`).
    /// `{{ 'one two three' | truncatewords: 2 }}` prints `one two...`
    case truncatewords
    /// A list without repetitions, or with one object for each value of a field.
    /// `{{ 'a,b,a' | split: ',' | uniq | join }}` prints `a b`
    case uniq
    /// The word for a unit code in the document's language, of one or as many as the argument says.
    /// `{{ 'PR' | unit: 2 }}` prints `PR`
    case unit
    /// All letters large.
    /// `{{ 'net' | upcase }}` prints `NET`
    case upcase
    /// A text from a query of a URL.
    /// `{{ 'a+b%21' | url_decode }}` prints `a b!`
    case urlDecode = "url_decode"
    /// The text for a query of a URL.
    /// `{{ 'a b!' | url_encode }}` prints `a+b%21`
    case urlEncode = "url_encode"
    /// The objects of a list whose field has a value, or is truthy.
    /// `{{ 'net,gross' | split: ',' | where: 'ro' | join }}` prints `gross`
    case `where`

    /// By number, for the machine.
    static let list = Array(allCases)

    var number: Int { Self.list.firstIndex(of: self) ?? 0 }

    /// Wants a number as its input.
    var isArithmetic: Bool {
        switch self {
        case .abs, .ceil, .floor, .round, .atLeast, .atMost, .plus, .minus, .times, .dividedBy, .modulo: true
        default: false
        }
    }

    /// Exists only where the run allows it.
    var needsRaw: Bool { self == .raw || self == .safe }

    /// How many arguments it takes; all keywords together count as one.
    var arguments: ClosedRange<Int> {
        switch self {
        case .compact, .join, .number, .round, .sort, .sortNatural, .sum, .t, .uniq, .unit:
            0...1
        case .default, .truncate, .truncatewords:
            0...2
        case .append, .atLeast, .atMost, .concat, .date, .dividedBy, .map, .minus, .modulo, .plus,
            .prepend, .remove, .removeFirst, .removeLast, .split, .times:
            1...1
        case .find, .findIndex, .has, .reject, .replace, .replaceFirst, .slice, .where:
            1...2
        case .replaceLast:
            2...2
        default: 0...0
        }
    }

    /// What to write where the arguments are wrong.
    var argumentHint: String? {
        switch self {
        case .date: "{{ day | date: '%Y-%m-%d' }}"
        case .replace, .replaceFirst, .replaceLast: "{{ text | \(rawValue): 'this', 'that' }}"
        case .append, .prepend, .remove, .split: "{{ text | \(rawValue): '-' }}"
        case .plus, .minus, .times, .dividedBy, .modulo: "{{ number | \(rawValue): 2 }}"
        case .map, .where, .find: "{{ list | \(rawValue): 'field' }}"
        case .t: "{{ 'invoice.total' | t: default: 'Total' }}"
        default: nil
        }
    }
}
