import { h } from './dom.js'

/**
 * A small row of choices of which one is on; hidden when there is nothing to choose.
 * @template {string} T
 * @param {string} label
 * @param {(selected: T) => void} onSelect
 */
export function tabs(label, onSelect) {
  const element = h('div', { className: 'tabs', role: 'tablist', 'aria-label': label })
  /** @type {[T, string][]} */
  let choices = []
  /** @type {T | undefined} */
  let selected
  let drawn = ''
  const draw = () => {
    const version = JSON.stringify([choices, selected])
    if (version === drawn) return
    drawn = version
    const hadFocus = element.contains(document.activeElement)
    element.hidden = choices.length < 2
    element.replaceChildren(
      ...choices.map(([key, text]) =>
        h(
          'button',
          {
            type: 'button',
            role: 'tab',
            tabIndex: key === selected ? 0 : -1,
            'aria-selected': String(key === selected),
            onclick: () => select(key),
          },
          text,
        ),
      ),
    )
    if (hadFocus) element.querySelectorAll('button')[choices.findIndex(([key]) => key === selected)]?.focus()
  }
  /** @param {T} key */
  const select = (key) => {
    selected = key
    draw()
    onSelect(key)
  }
  element.addEventListener('keydown', ({ key }) => {
    const step = key === 'ArrowRight' ? 1 : key === 'ArrowLeft' ? -1 : 0
    const index = choices.findIndex(([choice]) => choice === selected)
    const next = choices[(index + step + choices.length) % choices.length]
    if (step === 0 || !next) return
    select(next[0])
  })
  return {
    element,
    select,
    selected: () => selected,
    /** @param {[T, string][]} next */
    show(next) {
      choices = next
      if (!choices.some(([key]) => key === selected)) selected = choices[0]?.[0]
      draw()
    },
  }
}
