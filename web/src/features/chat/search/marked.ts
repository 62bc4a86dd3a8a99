/** A piece of a text; `isFound` are the words that were searched for. */
export type Part = { text: string; isFound: boolean }

/** A snippet cut at its ranges, which count characters and not UTF-16 units: an emoji is one. What is not a range is left out. */
export function partsOf(snippet: string, ranges: readonly (readonly [number, number])[]): Part[] {
  const characters = [...snippet]
  const parts: Part[] = []
  let at = 0
  const cut = (to: number, isFound: boolean) => {
    if (to > at) parts.push({ text: characters.slice(at, to).join(''), isFound })
    at = Math.max(at, to)
  }
  for (const [from, to] of [...ranges].sort(([a], [b]) => a - b)) {
    if (!(from >= 0 && to > from)) continue
    cut(Math.min(from, characters.length), false)
    cut(Math.min(to, characters.length), true)
  }
  cut(characters.length, false)
  return parts
}
