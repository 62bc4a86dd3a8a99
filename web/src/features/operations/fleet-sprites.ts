import type { State } from './operation-state.ts'

/** The marker of each state and heading, drawn once and then copied whole pixel by pixel: turning each in each frame took ten times as long. */
export type Sprites = {
  sizePx: number
  ink: Ink
  of: (state: State, isLate: boolean, headingDeg: number | null) => HTMLCanvasElement
}

const sizePx = 36
// a turn of less is not seen on a marker this small
const stepDeg = 7.5
type Ink = Record<'live' | 'faint' | 'bad' | 'raised' | 'accent' | 'text', string>

function inkOf(element: HTMLElement): Ink {
  // what light-dark() comes to is only known on a property that is a colour
  const probe = document.createElement('span')
  element.append(probe)
  const colour = (name: string) => {
    probe.style.color = `var(--${name})`
    return getComputedStyle(probe).color
  }
  const ink = {
    live: colour('live'),
    faint: colour('line-strong'),
    bad: colour('bad'),
    raised: colour('raised'),
    accent: colour('accent'),
    text: colour('ink'),
  }
  probe.remove()
  return ink
}

function draw(
  ink: Ink,
  ratio: number,
  state: State,
  isLate: boolean,
  headingDeg: number | null,
): HTMLCanvasElement {
  const canvas = document.createElement('canvas')
  canvas.width = canvas.height = sizePx * ratio
  const pen = canvas.getContext('2d')
  if (!pen) return canvas
  pen.scale(ratio, ratio)
  pen.translate(sizePx / 2, sizePx / 2)
  const isFresh = state === 'moving' || state === 'still'
  const body = isFresh ? ink.live : ink.faint
  if (isLate) {
    pen.beginPath()
    pen.arc(0, 0, 14, 0, 2 * Math.PI)
    pen.strokeStyle = ink.bad
    pen.lineWidth = 2.5
    pen.stroke()
  }
  pen.fillStyle = body
  if (headingDeg !== null) {
    pen.save()
    pen.rotate((headingDeg * Math.PI) / 180)
    pen.beginPath()
    pen.moveTo(0, -17)
    pen.lineTo(6.5, -6)
    pen.lineTo(-6.5, -6)
    pen.fill()
    pen.restore()
  }
  pen.beginPath()
  pen.arc(0, 0, 9, 0, 2 * Math.PI)
  pen.fill()
  pen.lineWidth = 2
  pen.strokeStyle = ink.raised
  pen.stroke()
  // not by colour alone: a point moves, nothing in it stands, bars pause, a hole is stale
  pen.fillStyle = ink.raised
  pen.beginPath()
  if (state === 'moving') pen.arc(0, 0, 3, 0, 2 * Math.PI)
  else if (state === 'stale') pen.arc(0, 0, 6, 0, 2 * Math.PI)
  else if (state === 'paused') {
    pen.rect(-4, -4, 2.5, 8)
    pen.rect(1.5, -4, 2.5, 8)
  }
  pen.fill()
  return canvas
}

/** Sprites in the colours `element` has now; made anew when the theme or the screen changes. */
export function makeSprites(element: HTMLElement, ratio: number): Sprites {
  const ink = inkOf(element)
  const made = new Map<string, HTMLCanvasElement>()
  return {
    sizePx,
    ink,
    of(state, isLate, headingDeg) {
      const steps = headingDeg === null ? null : Math.round(headingDeg / stepDeg)
      // a heading is told without wrapping
      const turn = steps === null ? null : ((steps % 48) + 48) % 48
      const key = `${state}${isLate}${turn}`
      const known = made.get(key) ?? draw(ink, ratio, state, isLate, turn === null ? null : turn * stepDeg)
      made.set(key, known)
      return known
    },
  }
}
