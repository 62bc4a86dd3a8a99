import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { filesOf, refusalText, sizeText, typeOfFiles } from './message-file.ts'
import { boxOf, scaledTo } from './picture-box.ts'
import { statusOf } from './storage-post.ts'
import { scaled } from './use-zoom.ts'

const side = fc.integer({ min: 1, max: 20_000 })

describe('the box of a picture', () => {
  it('fits into a bubble, can be pressed, and keeps the shape of every usual picture', () => {
    fc.assert(
      fc.property(side, side, (width, height) => {
        const box = boxOf(width, height)
        expect(box.width).toBeLessThanOrEqual(264)
        expect(box.height).toBeLessThanOrEqual(330)
        expect(Math.min(box.width, box.height)).toBeGreaterThanOrEqual(96)
      }),
    )
    expect(boxOf(4000, 3000)).toEqual({ width: 264, height: 198 })
    expect(boxOf(3000, 4000)).toEqual({ width: 248, height: 330 })
    expect(boxOf()).toEqual({ width: 264, height: 198 })
  })
})

describe('a picture that is sent', () => {
  it('is never enlarged, never longer than allowed, and keeps its shape to a pixel', () => {
    fc.assert(
      fc.property(side, side, (width, height) => {
        const sent = scaledTo(2048, width, height)
        expect(Math.max(sent.width, sent.height)).toBeLessThanOrEqual(2048)
        expect(sent.width).toBeLessThanOrEqual(width)
        const wanted = (sent.width * height) / width
        if (sent.height > 1 && sent.width > 1)
          expect(Math.abs(sent.height - wanted)).toBeLessThanOrEqual(0.5 + (0.5 * height) / width)
      }),
    )
  })
})

describe('a picture that is zoomed', () => {
  it('never gets smaller than whole, and stands in the middle when it is whole', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0.1, max: 4, noNaN: true })), (factors) => {
        const view = factors.reduce(scaled, { scale: 1, x: 30, y: 40 })
        expect(view.scale).toBeGreaterThanOrEqual(1)
        expect(view.scale).toBeLessThanOrEqual(6)
        if (factors.length > 0 && view.scale === 1) expect(view).toEqual({ scale: 1, x: 0, y: 0 })
      }),
    )
  })
})

describe('what the server says of files', () => {
  it('is read, and what cannot be read is left out', () => {
    const file = { id: '1', name: 'a.jpg', mime: 'image/jpeg', bytes: 5, state: 'clean' }
    expect(filesOf([file, { id: 2 }, null, 'x', { ...file, state: 'new' }])).toEqual([file])
  })
  it('is the status in the body of its 400', () => {
    expect(statusOf(400, '{"statusCode":"409","error":"Duplicate"}')).toBe(409)
    expect([
      statusOf(200, ''),
      statusOf(400, 'no json'),
      statusOf(400, '{"statusCode":"x"}'),
      statusOf(503, ''),
    ]).toEqual([200, 400, 400, 503])
  })
})

describe('a file in words', () => {
  it('says how large it is', () => {
    expect([0, 812, 999, 45_123, 999_500, 1_230_000].map(sizeText)).toEqual([
      '0 kB',
      '0.8 kB',
      '1 kB',
      '45 kB',
      '1 MB',
      '1.2 MB',
    ])
  })
  it('says why it was refused, also for a reason nobody has heard of', () => {
    expect(refusalText('damaged')).toBe('This file was not let through: it is damaged.')
    expect(refusalText('new_reason')).toBe('This file was not let through: it could not be checked.')
  })
  it('makes a message of pictures an image, with anything else a file', () => {
    const [picture, pdf] = [{ type: 'image/png' }, { type: 'application/pdf' }]
    expect([[], [picture], [picture, pdf]].map(typeOfFiles)).toEqual(['text', 'image', 'file'])
  })
})
