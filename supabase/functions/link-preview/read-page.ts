import type { Page } from './fetch-page.ts'

export type Preview = { site: string; title: string; description?: string }

const mostTags = 300

/** What a page says of itself, as plain words; nothing when it says no title. Never looks at more than its head. */
export function readPage({ url, contentType, bytes }: Page): Preview | undefined {
  const html = decode(bytes, contentType)
    // what is no mark-up must not be taken for it
    .replace(/<!--[\s\S]*?(-->|$)/g, '')
    .replace(/<(script|style|noscript|template)\b[\s\S]*?(<\/\1\s*>|$)/gi, '')
    .replace(/<body\b[\s\S]*$/i, '')
  const metas = new Map<string, string>()
  let tags = 0
  for (const [tag] of html.matchAll(/<meta\b[^>]{0,1500}>/gi)) {
    if (++tags > mostTags) break
    const attributes = attributesOf(tag)
    const name = (attributes.get('property') ?? attributes.get('name') ?? '').toLowerCase()
    const content = attributes.get('content')
    if (content !== undefined && !metas.has(name)) metas.set(name, content)
  }
  const first = (...names: string[]) => names.map((name) => words(metas.get(name))).find(Boolean)
  const titleTag = /<title\b[^>]{0,200}>([^<]{0,2000})/i.exec(html)?.[1]
  const title = clip(first('og:title', 'twitter:title') || words(titleTag) || '', 120)
  const description = clip(first('og:description', 'twitter:description', 'description') ?? '', 240)
  if (!title) return
  return {
    site: url.hostname.replace(/^www\./, ''),
    title,
    ...(description && description !== title ? { description } : {}),
  }
}

/** The charset of the header, else the one in the page, else UTF-8; one nobody knows is read as UTF-8. */
function decode(bytes: Uint8Array, contentType: string): string {
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, 1024))
  const label = /charset\s*=\s*["']?([\w-]{1,40})/i
  const charset = (label.exec(contentType) ?? label.exec(start))?.[1] ?? 'utf-8'
  try {
    // a page cannot say in ASCII that it is UTF-16: what claims so is lying, as the HTML standard has it
    return new TextDecoder(/^utf-?16/i.test(charset) ? 'utf-8' : charset).decode(bytes)
  } catch {
    return new TextDecoder().decode(bytes)
  }
}

function attributesOf(tag: string): Map<string, string> {
  const found = [...tag.matchAll(/([a-z:-]{1,40})\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/gi)]
  return new Map(found.map(([, name = '', a, b, c]) => [name.toLowerCase(), a ?? b ?? c ?? '']))
}

const entities: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  hellip: '…',
  ndash: '–',
  mdash: '—',
  rsquo: '’',
  lsquo: '‘',
  ldquo: '“',
  rdquo: '”',
}

function decodeEntities(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,8}));/gi, (whole, decimal, hex, name) => {
    if (name) return entities[name.toLowerCase()] ?? whole
    const code = decimal ? Number(decimal) : Number.parseInt(hex, 16)
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : ''
  })
}

/** One line of words: no control characters, none that turn, hide or join what stands around them, no halves of characters. */
function words(text: string | undefined): string {
  return (
    decodeEntities(text ?? '')
      .toWellFormed()
      .replace(/[\p{DI}\u2028\u2029\ufff9-\uffff]/gu, ' ')
      .replace(/[\p{Cc}\p{Co}\p{Cn}\s]+/gu, ' ')
      // three marks on a letter are writing, thirty are not
      .replace(/(\p{M}{3})\p{M}+/gu, '$1')
      .trim()
  )
}

/** Cut between characters as people see them. */
function clip(text: string, most: number): string {
  const graphemes = [...new Intl.Segmenter().segment(text.slice(0, most * 8))].map(({ segment }) => segment)
  return graphemes.length <= most
    ? text.slice(0, most * 8)
    : `${graphemes
        .slice(0, most - 1)
        .join('')
        .trimEnd()}…`
}
