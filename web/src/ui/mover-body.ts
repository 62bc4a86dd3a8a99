import { svgElement } from './base-map.ts'

/** `fresh` is amber; `stale`, `lost` and `paused` are grey; `area` has no body at all: only about where it is, is known. */
export type MoverLook = 'fresh' | 'stale' | 'lost' | 'paused' | 'area'
/** What a marker of somebody who moves is made of: a disc with a tip that shows the heading, and a note below it. */
export type MoverBody = {
  element: HTMLElement
  /** Turns the tip, without wrapping at 360 so that it goes the shorter way; null hides it: no heading is known. */
  turn(rotationDeg: number | null, isSmooth: boolean): void
  /** The note stands below; empty, there is none. */
  setLook(look: MoverLook, note: string): void
}

const white = { fill: '#fff' }

/** Drawn as elements, 44 px wide and high, colours by map.css. Knows nothing of a map: put it in any marker. */
export function drawMoverBody(): MoverBody {
  const svg = svgElement('svg', { viewBox: '0 0 44 44', width: '44', height: '44', 'aria-hidden': 'true' })
  // reaches a little beyond its box, so that it is seen beside the disc
  const outline = { stroke: '#fff', 'stroke-width': '2.5', 'stroke-linejoin': 'round' }
  const shape = { class: 'map-mover-tip', d: 'M22 -3 L33 16 H11 Z', fill: 'currentColor' }
  const tip = svgElement('path', { ...shape, ...outline })
  const disc = { cx: '22', cy: '22', r: '12', fill: 'currentColor', stroke: '#fff', 'stroke-width': '3' }
  const dot = { class: 'map-mover-dot', cx: '22', cy: '22', r: '4', ...white }
  const pause = { class: 'map-mover-pause', d: 'M17.5 17h3v10h-3zM23.5 17h3v10h-3z', ...white }
  // the tip turns, disc and pause sign stay upright
  const turning = svgElement('g', { class: 'map-mover-turn' })
  turning.append(tip)
  svg.append(turning, svgElement('circle', disc), svgElement('circle', dot), svgElement('path', pause))
  const body = document.createElement('span')
  body.className = 'map-mover-body'
  body.append(svg)
  const words = document.createElement('span')
  words.className = 'map-mover-note'
  const element = document.createElement('span')
  element.className = 'map-mover-whole'
  element.append(body, words)
  tip.style.display = 'none'
  return {
    element,
    turn(rotationDeg, isSmooth) {
      tip.style.display = rotationDeg === null ? 'none' : ''
      turning.style.transform = `rotate(${rotationDeg ?? 0}deg)`
      turning.style.transition = isSmooth ? 'transform 400ms linear' : ''
    },
    setLook(look, note) {
      element.dataset.look = look
      words.textContent = note
    },
  }
}
