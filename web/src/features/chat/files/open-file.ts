import { supabase } from '../../../lib/supabase.ts'
import { showToast } from '../../../ui/toast.tsx'
import { bucket, type MessageFile, storedPath } from './message-file.ts'
import { filesWords } from './words.ts'

/** Long enough to begin a download, too short to be passed on. Never stored. */
const seconds = 60

async function signedUrl(
  roomId: string,
  { id, name }: MessageFile,
  isDownload: boolean,
): Promise<string | null> {
  const options = isDownload ? { download: name } : {}
  const { data } = await supabase.storage
    .from(bucket)
    .createSignedUrl(storedPath(roomId, id), seconds, options)
  if (!data) showToast(filesWords.now().openFailed)
  return data?.signedUrl ?? null
}

/** Opens a PDF in a tab of its own. */
export async function openFile(roomId: string, file: MessageFile): Promise<void> {
  // now, while the press is known: a browser blocks a tab that opens after an answer
  const tab = window.open('', '_blank')
  const url = await signedUrl(roomId, file, false)
  if (!tab) return
  if (!url) return tab.close()
  tab.opener = null
  tab.location.replace(url)
}

/** Saves a file under its own name. */
export async function saveFile(roomId: string, file: MessageFile): Promise<void> {
  const url = await signedUrl(roomId, file, true)
  if (!url) return
  const link = document.createElement('a')
  link.href = url
  link.rel = 'noopener'
  link.click()
}
