import type { Files } from './files.ts'
import type { StoredObject } from './object.ts'
import { StorageRefusal } from './refusal.ts'

/** An object as HTTP: validators, one byte range, download name. */
export function serveObject(files: Files, object: StoredObject, request: Request): Response {
  const { metadata } = object
  const headers = new Headers({
    'content-type': servedType(metadata.mimetype),
    'cache-control': metadata.cacheControl,
    etag: metadata.eTag,
    'last-modified': new Date(metadata.lastModified).toUTCString(),
    'accept-ranges': 'bytes',
    'x-content-type-options': 'nosniff',
    'x-robots-tag': 'none',
  })
  const download = new URL(request.url).searchParams.get('download')
  if (download !== null) {
    const filename = download === '' ? '' : `; filename*=UTF-8''${encodeURIComponent(download)}`
    headers.set('content-disposition', `attachment${filename}`)
  }
  if (request.headers.get('if-none-match') === metadata.eTag)
    return new Response(null, { status: 304, headers })
  const range = readRange(request.headers.get('range'), metadata.size)
  const length = range ? range.end - range.start + 1 : metadata.size
  headers.set('content-length', String(length))
  if (range) headers.set('content-range', `bytes ${range.start}-${range.end}/${metadata.size}`)
  const body = request.method === 'HEAD' || length === 0 ? null : files.read(object.version, range)
  return new Response(body, { status: range ? 206 : 200, headers })
}

/** As hosted: a page that somebody uploaded is never shown as a page. */
const servedType = (mimetype: string) =>
  /^(text\/html|application\/xhtml\+xml)/i.test(mimetype) ? 'text/plain; charset=utf-8' : mimetype

function readRange(header: string | null, size: number): { start: number; end: number } | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '')
  if (!match || (match[1] === '' && match[2] === '')) return undefined
  const start = match[1] === '' ? Math.max(0, size - Number(match[2])) : Number(match[1])
  const end = match[1] === '' || match[2] === '' ? size - 1 : Math.min(Number(match[2]), size - 1)
  if (start <= end) return { start, end }
  throw new StorageRefusal(416, 'InvalidRange', 'The requested range is not satisfiable')
}
