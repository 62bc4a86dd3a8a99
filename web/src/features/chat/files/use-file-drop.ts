import { type ClipboardEvent, useEffect, useEffectEvent, useState } from 'react'

const holdsFiles = ({ dataTransfer }: DragEvent) => dataTransfer?.types.includes('Files') === true

/** Who may take a drop, newest last: a thread that stands beside its room takes it alone. */
const takers: object[] = []

/** Files dropped anywhere on the page; says whether some are being held over it. */
export function useFileDrop(onFiles: (files: File[]) => void): boolean {
  const [isOver, setOver] = useState(false)
  const take = useEffectEvent(onFiles)
  useEffect(() => {
    // each element the pointer crosses says enter and leave
    let depth = 0
    const taker = {}
    takers.push(taker)
    const isMine = (event: DragEvent) => holdsFiles(event) && takers.at(-1) === taker
    const settle = (next: number) => {
      depth = Math.max(0, next)
      setOver(depth > 0)
    }
    const onEnter = (event: DragEvent) => isMine(event) && settle(depth + 1)
    const onLeave = (event: DragEvent) => isMine(event) && settle(depth - 1)
    // without this the browser leaves the app and opens the file
    const onDragOver = (event: DragEvent) => holdsFiles(event) && event.preventDefault()
    const onDrop = (event: DragEvent) => {
      if (!isMine(event)) return
      event.preventDefault()
      settle(0)
      take([...(event.dataTransfer?.files ?? [])])
    }
    document.addEventListener('dragenter', onEnter)
    document.addEventListener('dragleave', onLeave)
    document.addEventListener('dragover', onDragOver)
    document.addEventListener('drop', onDrop)
    return () => {
      takers.splice(takers.indexOf(taker), 1)
      document.removeEventListener('dragenter', onEnter)
      document.removeEventListener('dragleave', onLeave)
      document.removeEventListener('dragover', onDragOver)
      document.removeEventListener('drop', onDrop)
    }
  }, [])
  return isOver
}

/** The files of a paste; when there are some, the words beside them (a file's name, a picture's address) are not pasted. */
export function pastedFiles(event: ClipboardEvent): File[] {
  const files = [...event.clipboardData.files]
  if (files.length > 0) event.preventDefault()
  return files
}
