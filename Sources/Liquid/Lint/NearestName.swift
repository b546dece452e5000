import Diagnostics

/// The field that was probably meant: one that is spelt alike, else one that shares a word, as `name` does with
/// `full_name`.
func nearestName(to name: String, among names: [String]) -> String? {
    if let near = Spelling.closest(to: name, among: names) { return near }
    let words = Set(name.lowercased().split(separator: "_"))
    let near = names.filter { !words.isDisjoint(with: $0.split(separator: "_")) }
    return near.count == 1 ? near[0] : near.first { words.contains(Substring($0)) }
}
