import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict'
import fc from 'fast-check'
import { readPage } from './read-page.ts'

const url = new URL('https://www.bakery.example.com/menu')
const read = (html: string | Uint8Array, contentType = 'text/html') =>
  readPage({ url, contentType, bytes: typeof html === 'string' ? new TextEncoder().encode(html) : html })

Deno.test('a card has the title and description a page gives for it, and the name of its site', () => {
  deepStrictEqual(
    read(`<html><head><title>Menu</title><meta property="og:title" content="Today&#39;s menu &amp; more">
      <meta content='Fresh from
      six' name=description></head><body><meta property="og:title" content="late"></body>`),
    { site: 'bakery.example.com', title: "Today's menu & more", description: 'Fresh from six' },
  )
  deepStrictEqual(read('<title>Menu'), { site: 'bakery.example.com', title: 'Menu' })
  strictEqual(read('<p>no title at all</p>'), undefined)
  strictEqual(read(''), undefined)
  deepStrictEqual(
    read('<!--<title>hidden</title>--><script>"<title>in code</title>"</script><title>Seen</title>')?.title,
    'Seen',
  )
})

Deno.test('a page cannot put mark-up, turned writing, hidden or endless words into a card', () => {
  const hidden =
    '\u202egnp.exe\u202c \u200bzero\u2066x\u2069 \u0000nul\u0007 \u{e0041}tag \ufeffbom \u00adsoft'
  strictEqual(read(`<title>${hidden}</title>`)?.title, 'gnp.exe zero x nul tag bom soft')
  strictEqual(
    read('<title>a&#x202e;b&#8238;c&#0;d&#xD800;e&#x110000;f</title>')?.title.replace(/[\s\ufffd]/g, ''),
    'abcdef',
  )
  strictEqual(
    read('<meta property="og:title" content="&lt;img src=x onerror=alert(1)&gt;">')?.title,
    '<img src=x onerror=alert(1)>',
  )
  strictEqual(read(`<title>Z${'\u0351'.repeat(400)}algo</title>`)?.title, `Z${'\u0351'.repeat(3)}algo`)
  const long = read(
    `<title>${'ab '.repeat(600)}</title><meta name="description" content="${'👩‍👩‍👧 '.repeat(300)}">`,
  )
  ok([...(long?.title ?? '')].length <= 120)
  ok(long?.title.endsWith('…'))
})

Deno.test('a page with a thousand metas, or one that never ends, is read quickly', () => {
  const since = performance.now()
  const metas = Array.from({ length: 1000 }, (_, n) => `<meta name="m${n}" content="${n}">`).join('')
  strictEqual(read(`${metas}<title>After all</title>`)?.title, 'After all')
  strictEqual(
    read(`${metas}<meta property="og:title" content="Too late"><title>Early</title>`)?.title,
    'Early',
  )
  for (const part of [
    '<meta ',
    '<!--',
    '<script>',
    '<title',
    '<meta content="',
    '&#',
    '<',
    'a=',
    '<style><!--',
  ])
    read(part.repeat(Math.floor(262_144 / part.length)))
  ok(performance.now() - since < 5000, `${performance.now() - since} ms`)
})

Deno.test('a page is read in the writing it says it is in, and a lie does not break it', () => {
  const latin = new Uint8Array([
    ...new TextEncoder().encode('<title>caf'),
    0xe9,
    ...new TextEncoder().encode('</title>'),
  ])
  strictEqual(read(latin, 'text/html; charset=ISO-8859-1')?.title, 'café')
  const declared = new Uint8Array([...new TextEncoder().encode('<meta charset="windows-1252">'), ...latin])
  strictEqual(read(declared)?.title, 'café')
  strictEqual(read('<title>Ž</title>', 'text/html; charset="utf-8"')?.title, 'Ž')
  strictEqual(read('<title>plain</title>', 'text/html; charset=klingon')?.title, 'plain')
  strictEqual(read('<meta charset="utf-16"><title>plain</title>')?.title, 'plain')
  // in UTF-7 and its like, plus signs would become brackets
  strictEqual(read('<title>+ADw-script+AD4-</title>', 'text/html; charset=utf-7')?.title, '+ADw-script+AD4-')
})

Deno.test('whatever bytes a page has, its card is short, well-formed and on one line', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 3000 }),
      fc.constantFrom('', 'gbk', 'shift_jis', 'utf-8'),
      (bytes, charset) => {
        const start = new TextEncoder().encode('<title>')
        const card = read(new Uint8Array([...start, ...bytes]), `text/html; charset=${charset}`)
        const all = JSON.stringify(card ?? '')
        ok(all.isWellFormed())
        ok(!/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u.test((card?.title ?? '') + (card?.description ?? '')))
        ok((card?.title.length ?? 0) <= 1000)
      },
    ),
    { numRuns: 300 },
  )
})
