import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { failureOf } from '../../../lib/failure.ts'
import { supabase } from '../../../lib/supabase.ts'
import { outbox } from '../outbox/own-outbox.ts'
import { bucket, type MessageFile, storedPath } from './message-file.ts'

/** The bytes of a file: from this device while it waits here, else from the room's storage once it is checked. Throws a Failure. */
async function bytesOf(roomId: string, fileId: string): Promise<Blob> {
  const waiting = await outbox.file(fileId)
  if (waiting) return waiting
  const { data, error } = await supabase.storage.from(bucket).download(storedPath(roomId, fileId))
  if (!error) return data
  const status = 'status' in error && typeof error.status === 'number' ? error.status : 0
  throw failureOf({ data: null, error, status })
}

/** A picture of a message as an address an image can show; it lives as long as the component. */
export function useFile(roomId: string, { id, state }: Pick<MessageFile, 'id' | 'state'>) {
  const { data, error, refetch, fetchStatus } = useQuery({
    // the same while it waits here and once it is sent: its author's screen shows it throughout
    queryKey: ['file', id],
    queryFn: () => bytesOf(roomId, id),
    enabled: state === 'waiting' || state === 'clean',
    // bytes under an id never change; whoever scrolls back within ten minutes loads nothing again
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 600_000,
  })
  const url = useObjectUrl(state === 'blocked' ? undefined : data)
  return { url, error, isOffline: fetchStatus === 'paused', retry: () => void refetch() }
}

export function useObjectUrl(blob: Blob | undefined): string | null {
  const [url, setUrl] = useState<string | null>(null)
  useEffect(() => {
    if (!blob) return
    const made = URL.createObjectURL(blob)
    setUrl(made)
    return () => {
      setUrl(null)
      URL.revokeObjectURL(made)
    }
  }, [blob])
  return url
}
