import { svgElement } from './base-map.ts'

/** What a marker of somebody who moves is made of: a disc with a tip that shows the heading, and a note below it. */
export type MoverBody = {
  element: HTMLElement
  /** Turns the tip, without wrapping at 360 so that it goes the shorter way; null hides it: no heading is known. */
  turn(rotationDeg: number | null, isSmooth: boolean): void
  /** Grey with these words below; an empty note is a fresh position. */
  setNote(text: string): void
}

/** Drawn as elements, 44 px wide and high, colours by map.css. Knows nothing of a map: put it in any marker. */
export function drawMoverBody(): MoverBody {
  const svg = svgElement('svg', { viewBox: '0 0 44 44', width: '44', height: '44', 'aria-hidden': 'true' })
  const tip = svgElement('path', { d: 'M22 1 L30 13 H14 Z', fill: 'currentColor' })
  const disc = { cx: '22', cy: '22', r: '12', fill: 'currentColor', stroke: '#fff', 'stroke-width': '3' }
  svg.append(
    tip,
    svgElement('circle', disc),
    svgElement('circle', { cx: '22', cy: '22', r: '4', fill: '#fff' }),
  )
  const body = document.createElement('span')
  body.className = 'map-mover-body'
  body.append(svg)
  const note = document.createElement('span')
  note.className = 'map-mover-note'
  const element = document.createElement('span')
  element.className = 'map-mover-whole'
  element.append(body, note)
  return {
    element,
    turn(rotationDeg, isSmooth) {
      tip.style.display = rotationDeg === null ? 'none' : ''
      body.style.transform = `rotate(${rotationDeg ?? 0}deg)`
      body.style.transition = isSmooth ? 'transform 400ms linear' : ''
    },
    setNote(text) {
      note.textContent = text
      element.toggleAttribute('data-stale', text !== '')
    },
  }
}
