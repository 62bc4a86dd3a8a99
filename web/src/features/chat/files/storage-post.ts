/** `status` is Storage's own, which stands in the body of its 400; 0 when there was no answer. */
export type Posted = { status: number }

/** Nothing moved for so long: the connection is dead, whatever it says. */
const stalledMs = 30_000

type Request = {
  url: string
  body: Blob
  headers: Record<string, string>
  signal: AbortSignal
  /** 0 to 1 of the bytes that left. */
  onProgress: (part: number) => void
}

/** POSTs a file with progress, which fetch cannot tell. Never rejects. */
export function postFile({ url, body, headers, signal, onProgress }: Request): Promise<Posted> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest()
    let watchdog: ReturnType<typeof setTimeout> | undefined
    const moved = () => {
      clearTimeout(watchdog)
      watchdog = setTimeout(abort, stalledMs)
    }
    const abort = () => request.abort()
    const end = (status: number) => {
      clearTimeout(watchdog)
      signal.removeEventListener('abort', abort)
      resolve({ status })
    }
    request.open('POST', url)
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value)
    request.upload.onprogress = ({ loaded, total }) => {
      moved()
      onProgress(total > 0 ? loaded / total : 0)
    }
    request.onload = () => end(statusOf(request.status, request.responseText))
    request.onerror = () => end(0)
    request.onabort = () => end(0)
    signal.addEventListener('abort', abort)
    if (signal.aborted) {
      end(0)
      return
    }
    moved()
    request.send(body)
  })
}

/** Storage answers 400 to every refusal and says in its body which. */
export function statusOf(status: number, body: string): number {
  if (status !== 400) return status
  try {
    const said = Number(JSON.parse(body).statusCode)
    return said >= 400 && said < 600 ? said : status
  } catch {
    return status
  }
}
