/** What is drawn on a canvas, as a file. A browser that cannot write WebP writes PNG instead, and says so in the type. */
export async function drawn(
  width: number,
  height: number,
  type: string,
  name: string,
  draw: (context: CanvasRenderingContext2D) => void,
  quality = 0.85,
): Promise<File> {
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  const context = canvas.getContext('2d')
  if (!context) throw new Error('no canvas')
  context.imageSmoothingQuality = 'high'
  draw(context)
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, type, quality))
  if (!blob) throw new Error('the picture cannot be written')
  const ending = blob.type === 'image/jpeg' ? 'jpg' : blob.type.slice('image/'.length)
  return new File([blob], `${name.replace(/\.[^.]*$/, '') || 'picture'}.${ending}`, { type: blob.type })
}
