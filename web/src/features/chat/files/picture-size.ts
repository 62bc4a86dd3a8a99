type Size = { width: number; height: number }

const sizes = new WeakMap<Blob, Size>()

/** Remembers how large a picture is, in pixels as it is shown. */
export function noteSize(picture: Blob, { width, height }: Size): void {
  sizes.set(picture, { width, height })
}

/** What was remembered; nothing of a file that is no picture, or that nobody could read. */
export const sizeOf = (picture: Blob): Size | undefined => sizes.get(picture)
