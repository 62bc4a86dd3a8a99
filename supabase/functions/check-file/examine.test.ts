import assert from 'node:assert/strict'
import { Buffer } from 'node:buffer'
import { bytes, concat, utf8 } from '../_shared/bytes.ts'
import { examine } from './examine.ts'
import * as pictures from './pictures.ts'

const { jpeg, png, webp, gif, pdf, secret } = pictures
const all: [mime: string, content: Uint8Array][] = [
  ['image/jpeg', jpeg],
  ['image/png', png],
  ['image/webp', webp],
  ['image/gif', gif],
  ['application/pdf', pdf],
]
const holds = (content: Uint8Array | undefined, words: string) => Buffer.from(content ?? []).includes(words)
const cleaned = (content: Uint8Array, mime: string) => {
  const { found, reason } = examine(content, mime)
  if (!found) throw new Error(reason)
  return found
}

Deno.test('a picture without anything to hide comes out byte for byte, with its size', () => {
  for (const [mime, content] of all) assert.deepEqual(cleaned(content, mime).content, content, mime)
  const sizes = all
    .map(([mime, content]) => cleaned(content, mime))
    .map(({ width, height }) => [width, height])
  assert.deepEqual(sizes, [
    [3, 2],
    [1, 1],
    [1, 1],
    [1, 1],
    [undefined, undefined],
  ])
})

Deno.test('cleaning what is clean changes nothing', () => {
  const dirty = [
    ['image/jpeg', pictures.withSegments([0xe1, pictures.exif(6)])],
    ['image/png', pictures.withChunks(['tEXt', utf8(secret)])],
    ['image/webp', pictures.webpWithMetadata()],
    ['image/gif', pictures.gifWithMetadata()],
  ] as const
  for (const [mime, content] of dirty) {
    const once = cleaned(content, mime).content
    assert.deepEqual(cleaned(once, mime).content, once, mime)
    assert.ok(holds(content, secret) && !holds(once, 'GPS'), mime)
  }
})

Deno.test('a photo loses its position, camera, comments and thumbnails, and stays upright', () => {
  const dirty = pictures.withSegments(
    [0xe1, pictures.exif(6)],
    [0xe1, utf8(`http://ns.adobe.com/xap/1.0/\0${secret}`)],
    [0xed, utf8(`Photoshop 3.0\0${secret}`)],
    [0xfe, utf8(secret)],
    [0xe2, utf8(`MPF\0${secret}`)],
  )
  const { content, width, height } = cleaned(dirty, 'image/jpeg')
  assert.ok(!holds(content, 'Canon'))
  assert.deepEqual([width, height], [2, 3], 'as it is shown, not as it lies')
  assert.deepEqual(cleaned(content, 'image/jpeg'), { content, width, height }, 'and still so afterwards')
  assert.equal(content.length, jpeg.length + 36, 'all that was added says which way is up')
})

Deno.test('a photo that lies as it is shown loses its EXIF altogether', () => {
  assert.deepEqual(cleaned(pictures.withSegments([0xe1, pictures.exif(1)]), 'image/jpeg').content, jpeg)
  const broken = [utf8('Exif\0\0MM\0*'), utf8(`Exif\0\0II*\0\xff\xff\xff\xff${secret}`), pictures.exif(9)]
  for (const body of broken)
    assert.deepEqual(cleaned(pictures.withSegments([0xe1, body]), 'image/jpeg').content, jpeg)
})

Deno.test('a colour profile stays', () => {
  const profile = utf8('ICC_PROFILE\0\x01\x01 a profile')
  assert.ok(holds(cleaned(pictures.withSegments([0xe2, profile]), 'image/jpeg').content, 'a profile'))
})

Deno.test('a PNG loses texts, EXIF, time and packed profiles that are too large', () => {
  const dirty = pictures.withChunks(
    ['tEXt', utf8(`Comment\0${secret}`)],
    ['iTXt', utf8(`XML:com.adobe.xmp\0${secret}`)],
    ['eXIf', utf8(secret)],
    ['tIME', utf8('1234567')],
    ['iCCP', new Uint8Array(70_000)],
  )
  assert.deepEqual(cleaned(dirty, 'image/png').content, png)
})

Deno.test('a WebP loses EXIF and XMP, and the flags that speak of them', () => {
  const { content } = cleaned(pictures.webpWithMetadata(), 'image/webp')
  assert.ok(!holds(content, 'EXIF') && !holds(content, 'XMP'))
  assert.equal(content[20], 0)
})

Deno.test('whatever follows the end of a file is cut off: no second file hides behind the first', () => {
  const behind = utf8('<script>alert(1)</script>PK\x05\x06')
  for (const [mime, content] of all) {
    const { content: left } = cleaned(concat(content, behind), mime)
    assert.deepEqual(left, content, mime)
  }
})

Deno.test('what is no picture and no PDF is refused, whatever it calls itself', () => {
  const others = {
    svg: '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    html: '<!doctype html><script>alert(1)</script>',
    xml: '<?xml version="1.0"?><svg/>',
    program: 'MZ\x90\0',
    zip: 'PK\x03\x04',
    script: '#!/bin/sh\n',
    bmp: 'BM\0\0',
    'html before a PDF': `<script>alert(1)</script>${Buffer.from(pdf)}`,
    'space before a picture': ` ${Buffer.from(gif).toString('latin1')}`,
  }
  for (const [name, text] of Object.entries(others))
    for (const [mime] of all)
      assert.equal(examine(bytes(Buffer.from(text, 'latin1')), mime).reason, 'type_not_allowed', name)
  assert.equal(examine(new Uint8Array(0), 'image/png').reason, 'empty')
})

Deno.test('a file that says it is another of the allowed types is refused', () => {
  for (const [mime, content] of all)
    for (const [other] of all)
      if (other !== mime) assert.equal(examine(content, other).reason, 'type_mismatch', `${mime} as ${other}`)
})

Deno.test('a script that begins like a picture is refused', () => {
  const polyglots = [
    'GIF89a/*<script>*/=1;alert(1)//',
    'GIF89a=1;alert(1)',
    '\xff\xd8\xff\xe0<script>alert(1)</script>',
  ]
  for (const text of polyglots) {
    const mime = text.startsWith('GIF') ? 'image/gif' : 'image/jpeg'
    assert.equal(examine(bytes(Buffer.from(text, 'latin1')), mime).reason, 'damaged')
  }
})

Deno.test('a small file that opens to a huge picture is refused', () => {
  for (const [width, height] of [
    [30_000, 30_000],
    [10_000, 5_001],
    [20_000, 1],
    [4_294_967_295, 1],
  ] as const)
    assert.equal(examine(pictures.pngOf(width, height), 'image/png').reason, 'too_many_pixels')
  assert.equal(examine(pictures.pngOf(0, 5), 'image/png').reason, 'damaged')
  assert.ok(examine(pictures.pngOf(10_000, 5_000), 'image/png').found)
})

Deno.test('a PNG with a wrong checksum, two headers or a part nobody knows is refused', () => {
  const wrong = png.slice()
  wrong[17] = 9
  const cases = [
    wrong,
    pictures.withChunks(['IHDR', new Uint8Array(13)]),
    pictures.withChunks(['ABCD', new Uint8Array(1)]),
  ]
  for (const content of cases) assert.equal(examine(content, 'image/png').reason, 'damaged')
})

Deno.test('a file that is cut anywhere is refused or read, and never crashes the check', () => {
  for (const [mime, content] of all)
    for (let length = 1; length < content.length - 1; length++) {
      const { reason } = examine(content.subarray(0, length), mime)
      if (mime !== 'application/pdf' || length < content.length - 2)
        assert.ok(reason, `${mime} cut at ${length}`)
    }
})

Deno.test('40,000 files with bytes changed, taken out and doubled never crash the check', () => {
  let seed = 7
  const random = (below: number) => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0
    return seed % below
  }
  const dirty: typeof all = [
    ...all,
    ['image/webp', pictures.webpWithMetadata()],
    ['image/gif', pictures.gifWithMetadata()],
    ['image/jpeg', pictures.withSegments([0xe1, pictures.exif(6)])],
  ]
  let read = 0
  for (let round = 0; round < 5000; round++)
    for (const [mime, content] of dirty) {
      const at = random(content.length)
      const length = random(8)
      const changed = random(2)
        ? concat(content.subarray(0, at), content.subarray(at + length))
        : concat(
            content.subarray(0, at),
            new Uint8Array([random(256), random(256)]),
            content.subarray(at + length),
          )
      const { found } = examine(changed, mime)
      if (!found) continue
      read++
      assert.ok(!holds(found.content, '<script'))
      assert.ok(examine(found.content, mime).found, 'what was let through is let through again')
    }
  assert.ok(read > 1000)
})
