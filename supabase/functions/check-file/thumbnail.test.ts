import assert from 'node:assert/strict'
import { concat } from '../_shared/bytes.ts'
import { exif, gif, jpegOf, png, webp, withSegments } from './pictures.ts'
import { readThumbnail } from './thumbnail.ts'

const picture = (width: number, height: number) => ({ content: new Uint8Array(), width, height })
const sizes = [1, 2, 3, 97, 479, 480, 481, 1000, 1365, 2047, 2048]

Deno.test('whatever the app draws of a picture of any shape is taken', () => {
  for (const width of sizes)
    for (const height of sizes) {
      const scale = Math.min(1, 480 / Math.max(width, height))
      const side = (whole: number) => Math.max(1, Math.round(whole * scale))
      const taken = readThumbnail(jpegOf(side(width), side(height)), picture(width, height))
      assert.equal(taken?.mime, 'image/jpeg', `${width} by ${height}`)
    }
  assert.equal(readThumbnail(webp, picture(1, 1))?.mime, 'image/webp')
})

Deno.test('a picture that lies on its side is held against a thumbnail as both are shown', () => {
  const onItsSide = jpegOf(480, 240, withSegments([0xe1, exif(6)]))
  assert.notEqual(readThumbnail(onItsSide, picture(1000, 2000)), null)
  assert.equal(readThumbnail(onItsSide, picture(2000, 1000)), null)
})

Deno.test('another shape, another type, more pixels or more bytes than a thumbnail has are refused', () => {
  const refused = (content: Uint8Array, width = 1200, height = 900) =>
    assert.equal(readThumbnail(content, picture(width, height)), null)
  refused(jpegOf(480, 363))
  refused(jpegOf(480, 357))
  refused(jpegOf(357, 480))
  refused(jpegOf(484, 363))
  refused(jpegOf(20, 15), 10, 8)
  refused(png, 1, 1)
  refused(gif, 1, 1)
  refused(new Uint8Array())
  refused(jpegOf(480, 360).subarray(0, -20))
  // whatever stands after its end is not stored, and is still too much
  const long = (length: number) => concat(jpegOf(480, 360), new Uint8Array(length - jpegOf(480, 360).length))
  refused(long(61_441))
  assert.deepEqual(readThumbnail(long(61_440), picture(1200, 900))?.content, jpegOf(480, 360))
})
