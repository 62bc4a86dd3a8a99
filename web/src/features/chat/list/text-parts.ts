import { safeHref } from '../../../lib/format.ts'

export type TextPart = { at: number; text: string; kind: 'text' | 'mention' | 'link'; href?: string }

const link = /(https?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]'])/g

/** Where a name stands in a text as "@Name": not inside a word, and not when a longer name stands there. */
export function mentionsIn(text: string, names: readonly string[]): { at: number; name: string }[] {
  const longestFirst = [...new Set(names)].filter(Boolean).sort((a, b) => b.length - a.length)
  const found: { at: number; name: string }[] = []
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    if (at > 0 && /[\p{L}\p{N}_]/u.test(text.slice(at - 1, at))) continue
    const name = longestFirst.find((one) => text.startsWith(one, at + 1))
    const after = name === undefined ? '' : text.slice(at + 1 + name.length)
    if (name === undefined || /^[\p{L}\p{N}_]/u.test(after)) continue
    found.push({ at, name })
    at += name.length
  }
  return found
}

/** The words of a message with its web addresses and the names it calls, in order; joined they are the text. */
export function textParts(text: string, names: readonly string[] = []): TextPart[] {
  const parts: TextPart[] = []
  let done = 0
  for (const { at, name } of mentionsIn(text, names)) {
    // a name inside a web address belongs to the address
    const word = /\S*$/.exec(text.slice(0, at))?.[0] ?? ''
    if (/^https?:\/\//.test(word)) continue
    parts.push(...linked(text.slice(done, at), done))
    parts.push({ at, kind: 'mention', text: text.slice(at, at + 1 + name.length) })
    done = at + 1 + name.length
  }
  return [...parts, ...linked(text.slice(done), done)]
}

function linked(text: string, from: number): TextPart[] {
  let at = from
  return text.split(link).flatMap((part, index) => {
    const here = at
    at += part.length
    if (part === '') return []
    const href = index % 2 === 1 ? safeHref(part, part) : null
    return [href ? { at: here, text: part, kind: 'link', href } : { at: here, text: part, kind: 'text' }]
  })
}
