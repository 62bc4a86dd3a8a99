/** Words with the found ones among them marked; `ranges` count characters, an emoji as one. */
export function Marked({ text, ranges }: { text: string; ranges: readonly (readonly [number, number])[] }) {
  return partsOf(text, ranges).map(({ at, words, isFound }) =>
    isFound ? (
      <mark key={at} className="rounded-[3px] bg-accent-soft font-semibold text-ink">
        {words}
      </mark>
    ) : (
      words
    ),
  )
}

type Part = { at: number; words: string; isFound: boolean }

export function partsOf(text: string, ranges: readonly (readonly [number, number])[]): Part[] {
  const characters = [...text]
  const parts: Part[] = []
  let at = 0
  const take = (to: number, isFound: boolean) => {
    if (to > at) parts.push({ at, words: characters.slice(at, to).join(''), isFound })
    at = Math.max(at, to)
  }
  for (const [from, to] of ranges) {
    take(Math.min(from, characters.length), false)
    take(Math.min(to, characters.length), true)
  }
  take(characters.length, false)
  return parts
}
