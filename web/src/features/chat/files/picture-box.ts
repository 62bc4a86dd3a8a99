/** Widest and lowest a single picture stands in a bubble, in CSS pixels. */
const most = { width: 264, height: 330 }
const least = 96

/** The box of a picture before it loads: its own shape, within what a bubble has room for. Sizes nobody knows are 4 by 3. */
export function boxOf(width = 4, height = 3): { width: number; height: number } {
  const isKnown = width > 4 || height > 3
  const scale = isKnown ? Math.min(1, most.width / width, most.height / height) : most.width / 4
  const within = (side: number) => Math.max(least, Math.round(side * scale))
  return { width: within(width), height: within(height) }
}

/** The size a picture is sent in: the longer side at most `longest`, never enlarged. */
export function scaledTo(longest: number, width: number, height: number) {
  const scale = Math.min(1, longest / Math.max(width, height))
  return {
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
  }
}
