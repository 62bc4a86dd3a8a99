let settle: () => void = () => undefined

/**
 * Resolves when the first page stands on the screen. What is heard live and sent by itself begins then: on a slow phone its code
 * takes as long as the page.
 */
export const painted = new Promise<void>((resolve) => {
  settle = resolve
})
// a page in the background is not painted, and some hosts never say so
setTimeout(settle, 3000)

/** The page has been drawn into the document; it is painted with the next frame. */
export const tellDrawn = (): void => {
  requestAnimationFrame(() => setTimeout(settle))
}
