import { mentionsIn } from '../list/text-parts.ts'
import type { Member } from '../room/room.ts'

/** What is being typed after the last @ before the caret, and where that @ stands; null when nothing is. */
export function openMention(text: string, caret: number): { at: number; query: string } | null {
  const at = text.lastIndexOf('@', caret - 1)
  if (at < 0 || (at > 0 && /[\p{L}\p{N}_]/u.test(text.slice(at - 1, at)))) return null
  const query = text.slice(at + 1, caret)
  return query.length > 40 || /[\n@]/.test(query) ? null : { at, query }
}

/** The people whose name begins like that, in one of its words; at most six. */
export function matchingPeople(people: readonly Member[], query: string): Member[] {
  const wanted = query.toLocaleLowerCase()
  return people
    .filter(({ name }) => {
      const lower = name.toLocaleLowerCase()
      return lower.startsWith(wanted) || lower.split(/\s+/).some((word) => word.startsWith(wanted))
    })
    .slice(0, 6)
}

/** The ids of those a text calls by "@Name". Of two people with one name, the one picked from the list. */
export function calledIn(text: string, people: readonly Member[], picked: ReadonlySet<string>): string[] {
  const names = new Set(
    mentionsIn(
      text,
      people.map(({ name }) => name),
    ).map(({ name }) => name),
  )
  return [...names].flatMap((name) => {
    const same = people.filter((person) => person.name === name)
    const chosen = same.filter(({ user_id }) => picked.has(user_id))
    return (chosen.length > 0 ? chosen : same).map(({ user_id }) => user_id)
  })
}
