/** One mail as a person reads it, before it becomes HTML or text: both are made from this. */
export type Letter = {
  /** BCP 47 tag of its words. */
  locale: string
  /** Who writes: the name in MAIL_FROM. */
  brand: string
  title: string
  blocks: Block[]
  imageUrl?: string
  action?: Link
  /** Why this person gets it. */
  why: string
  /** What they can do about it: choose, unsubscribe. */
  links: Link[]
  /** Name and postal address of the company, lines separated by \n. */
  company?: string
}

export type Link = { label: string; url: string }
export type Block = { kind: 'paragraph'; lines: string[] } | { kind: 'list'; items: string[] }

const bullet = /^\s*[-•*]\s+/

/** A template's body as blocks: an empty line parts paragraphs, lines that all begin with - or • are a list. */
export function blocksOf(body: string): Block[] {
  return body
    .replaceAll('\r', '')
    .split(/\n\s*\n/)
    .map((part) => part.split('\n').map((line) => line.trim()))
    .map((lines) => lines.filter((line) => line !== ''))
    .filter((lines) => lines.length > 0)
    .flatMap(split)
}

/** A heading line directly above a list is a paragraph of its own. */
function split(lines: string[]): Block[] {
  const first = lines.findIndex((line) => bullet.test(line))
  const rest = first < 0 ? [] : lines.slice(first)
  if (rest.length === 0 || !rest.every((line) => bullet.test(line))) return [{ kind: 'paragraph', lines }]
  const list: Block = { kind: 'list', items: rest.map((line) => line.replace(bullet, '')) }
  return first === 0 ? [list] : [{ kind: 'paragraph', lines: lines.slice(0, first) }, list]
}
