import { readdirSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { during, startTestApi, type TestApi } from './api.ts'

const migration = readFileSync(new URL('./storage.sql', import.meta.url), 'utf8')
let api: TestApi
let ada: Awaited<ReturnType<TestApi['person']>>
let bob: Awaited<ReturnType<TestApi['person']>>

beforeAll(async () => {
  api = await startTestApi({ migration, settings: { storage: { file_size_limit: '1MiB' } } })
  ada = await api.person('ada')
  bob = await api.person('bob')
})
afterAll(() => api.stop())

const files = (person = ada) => person.supabase.storage.from('files')
const text = async (result: { data: Blob | null }) => result.data?.text()
const storedBytes = () =>
  readdirSync(api.storageDir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
    .length

describe('an upload', () => {
  test('of a Blob, a File, bytes or text comes back as it was', async () => {
    const bytes = new Uint8Array([0, 1, 2, 255])
    const blob = await files().upload(`${ada.id}/blob.bin`, new Blob([bytes], { type: 'image/png' }), {
      cacheControl: '60',
      metadata: { from: 'ada' },
    })
    expect(blob).toMatchObject({
      error: null,
      data: { path: `${ada.id}/blob.bin`, fullPath: `files/${ada.id}/blob.bin`, id: expect.any(String) },
    })
    await files().upload(`${ada.id}/file.txt`, new File(['a file'], 'x.txt', { type: 'text/plain' }))
    await files().upload(`${ada.id}/raw.bin`, Buffer.from(bytes), { contentType: 'application/pdf' })
    await files().upload(`${ada.id}/empty`, new Blob([]))
    const { data } = await files().download(`${ada.id}/blob.bin`)
    expect([new Uint8Array((await data?.arrayBuffer()) ?? new ArrayBuffer(0)), data?.type]).toEqual([
      bytes,
      'image/png',
    ])
    expect(await text(await files().download(`${ada.id}/file.txt`))).toBe('a file')
    expect((await files().download(`${ada.id}/raw.bin`)).data?.type).toBe('application/pdf')
    expect((await files().info(`${ada.id}/blob.bin`)).data).toMatchObject({
      size: 4,
      contentType: 'image/png',
      cacheControl: 'max-age=60',
      metadata: { from: 'ada' },
    })
    const [row] = await api.admin(
      `select owner_id, metadata->>'mimetype' as type, metadata->>'size' as size from storage.objects where name = $1`,
      [`${ada.id}/blob.bin`],
    )
    expect(row).toEqual({ owner_id: ada.id, type: 'image/png', size: '4' })
  })

  test('to a name that is taken is refused, unless it replaces', async () => {
    const name = `${ada.id}/twice.txt`
    await files().upload(name, new Blob(['one']))
    const before = storedBytes()
    expect((await files().upload(name, new Blob(['two']))).error).toMatchObject({
      statusCode: '409',
      message: 'The resource already exists',
    })
    expect(await text(await files().download(name))).toBe('one')
    expect((await files().upload(name, new Blob(['two']), { upsert: true })).error).toBe(null)
    expect((await files().update(name, new Blob(['three']))).error).toBe(null)
    expect(await text(await files().download(name))).toBe('three')
    // neither a refused nor a replaced one leaves bytes behind
    expect(storedBytes()).toBe(before)
  })

  test('to somebody else’s folder, against a policy or above leaves nothing', async () => {
    const before = storedBytes()
    const names = [`${ada.id}/x.txt`, 'x.txt', `${bob.id}/x.exe`]
    for (const name of names) {
      expect((await files(bob).upload(name, new Blob(['x']))).error, name).toMatchObject({
        statusCode: '403',
        message: 'new row violates row-level security policy',
      })
    }
    const nobody = await api
      .client()
      .storage.from('files')
      .upload('x', new Blob(['x']))
    expect(nobody.error).toMatchObject({ statusCode: '403' })
    expect((await files(bob).upload(`${bob.id}/../${ada.id}/x`, new Blob(['x']))).error).not.toBe(null)
    for (const key of [
      `${bob.id}%2F..%2F${ada.id}%2Fx`,
      `${bob.id}//x`,
      '..%2F..%2Fetc%2Fx',
      `${bob.id}%2Fa%00b`,
    ]) {
      const answer = await api.http(`/storage/v1/object/files/${key}`, {
        method: 'POST',
        body: 'x',
        token: bob.token,
      })
      expect([400, 404], key).toContain(answer.status)
    }
    expect(
      await api.admin(`select from storage.objects where name like '%..%' or name like $1`, [`${bob.id}/%`]),
    ).toHaveLength(0)
    expect(storedBytes()).toBe(before)
  })

  test('beyond the limits of its bucket or the project is refused', async () => {
    const avatars = ada.supabase.storage.from('avatars')
    const before = storedBytes()
    expect(
      (await avatars.upload(`${ada.id}/big.png`, new Blob(['x'.repeat(1001)], { type: 'image/png' }))).error,
    ).toMatchObject({ statusCode: '413' })
    expect(
      (await avatars.upload(`${ada.id}/a.html`, new Blob(['x'], { type: 'text/html' }))).error,
    ).toMatchObject({ statusCode: '415', message: 'mime type text/html is not supported' })
    expect(
      (await avatars.upload(`${ada.id}/a.svg`, 'x', { contentType: 'application/x-sh' })).error,
    ).toMatchObject({ statusCode: '415' })
    expect((await files().upload(`${ada.id}/huge`, new Blob(['x'.repeat(2 ** 20 + 1)]))).error).toMatchObject(
      { statusCode: '413' },
    )
    expect((await files().upload(`${ada.id}/huge`, Buffer.alloc(2 ** 20 + 1))).error).toMatchObject({
      statusCode: '413',
    })
    expect(storedBytes()).toBe(before)
    expect(
      (await avatars.upload(`${ada.id}/ok.png`, new Blob(['x'.repeat(1000)], { type: 'image/png' }))).error,
    ).toBe(null)
    const missing = await ada.supabase.storage.from('nope').upload(`${ada.id}/x`, new Blob(['x']))
    expect(missing.error).toMatchObject({ statusCode: '404', message: 'Bucket not found' })
  })
})

describe('a public bucket', () => {
  test('serves by URL, whole or in part, and says when nothing changed', async () => {
    const avatars = ada.supabase.storage.from('avatars')
    await avatars.upload(`${ada.id}/part.txt`, new Blob(['0123456789'], { type: 'text/plain' }), {
      cacheControl: '3600',
    })
    const url = avatars.getPublicUrl(`${ada.id}/part.txt`).data.publicUrl
    const whole = await fetch(url)
    expect([
      whole.status,
      whole.headers.get('content-type'),
      whole.headers.get('cache-control'),
      await whole.text(),
    ]).toEqual([200, 'text/plain', 'max-age=3600', '0123456789'])
    const part = await fetch(url, { headers: { range: 'bytes=2-4' } })
    expect([part.status, part.headers.get('content-range'), await part.text()]).toEqual([
      206,
      'bytes 2-4/10',
      '234',
    ])
    expect(await (await fetch(url, { headers: { range: 'bytes=-3' } })).text()).toBe('789')
    expect((await fetch(url, { headers: { range: 'bytes=20-' } })).status).toBe(400)
    const same = await fetch(url, { headers: { 'if-none-match': whole.headers.get('etag') ?? '' } })
    expect(same.status).toBe(304)
    const head = await fetch(url, { method: 'HEAD' })
    expect([head.status, head.headers.get('content-length')]).toEqual([200, '10'])
    expect((await fetch(url.replace('part', 'nope'))).status).toBe(400)
  })

  test('never shows an uploaded page as a page', async () => {
    await api
      .service()
      .storage.from('avatars')
      .upload('page.html', new Blob(['<script>1</script>'], { type: 'text/plain' }))
    await api.admin(
      `update storage.objects set metadata = metadata || '{"mimetype": "text/html"}' where name = 'page.html'`,
    )
    const page = await fetch(`${api.url}/storage/v1/object/public/avatars/page.html`)
    expect(page.headers.get('content-type')).toBe('text/plain; charset=utf-8')
    expect(page.headers.get('x-content-type-options')).toBe('nosniff')
  })
})

describe('buckets', () => {
  test('are made, changed, emptied and deleted by the secret key', async () => {
    const { storage } = api.service()
    expect(
      (
        await storage.createBucket('made', {
          public: false,
          fileSizeLimit: '1MB',
          allowedMimeTypes: ['image/png'],
        })
      ).data,
    ).toMatchObject({ name: 'made' })
    expect((await storage.getBucket('made')).data).toMatchObject({
      id: 'made',
      public: false,
      file_size_limit: 1_000_000,
      allowed_mime_types: ['image/png'],
    })
    expect((await storage.createBucket('made')).error).toMatchObject({ statusCode: '409' })
    expect(
      (await storage.updateBucket('made', { public: true, fileSizeLimit: null, allowedMimeTypes: null }))
        .error,
    ).toBe(null)
    expect((await storage.getBucket('made')).data).toMatchObject({
      public: true,
      file_size_limit: null,
      allowed_mime_types: null,
    })
    await storage.from('made').upload('a', new Blob(['x']))
    expect((await storage.deleteBucket('made')).error).toMatchObject({ statusCode: '409' })
    expect((await storage.emptyBucket('made')).error).toBe(null)
    expect((await storage.deleteBucket('made')).error).toBe(null)
    expect((await storage.listBuckets()).data?.map((bucket) => bucket.id)).toEqual([
      'avatars',
      'files',
      'other',
    ])
  })

  test('are nobody else’s', async () => {
    const { storage } = ada.supabase
    expect((await storage.createBucket('mine')).error).toMatchObject({ statusCode: '403' })
    expect((await storage.listBuckets()).data).toEqual([])
    expect((await storage.deleteBucket('files')).error).not.toBe(null)
    expect((await storage.updateBucket('files', { public: true })).error).not.toBe(null)
    const raw = await fetch(`${api.url}/storage/v1/bucket`)
    expect(raw.status).toBe(400)
  })
})

describe('the row of an upload', () => {
  test('is written by the service after the person was asked: a trigger sees an owner and nobody signed in', async () => {
    await during(
      api,
      `create table public.seen (name text, owner_id text, person uuid, said_by text);
       alter table public.seen enable row level security;
       create function public.note_object() returns trigger language plpgsql security definer set search_path = '' as $$
       begin
         insert into public.seen values (new.name, new.owner_id, auth.uid(), auth.role());
         return null;
       end $$;
       create trigger note_object after insert or update on storage.objects for each row execute function public.note_object()`,
      'drop trigger note_object on storage.objects; drop function public.note_object(); drop table public.seen',
    )
    const name = `${ada.id}/seen.txt`
    await files().upload(name, new Blob(['seen']))
    await files(bob).upload(`${ada.id}/foreign.txt`, new Blob(['foreign']))
    expect(await api.admin('select * from public.seen')).toEqual([
      { name, owner_id: ada.id, person: null, said_by: 'service_role' },
    ])
  })

  test('is refused to a delete in SQL, by the owner of the project too', async () => {
    const name = `${ada.id}/kept.txt`
    await files().upload(name, new Blob(['kept']))
    const refused = api.owner(`delete from storage.objects where name = '${name}'`)
    await expect(refused).rejects.toMatchObject({ code: '42501', message: /Direct deletion/ })
    expect(await text(await files().download(name))).toBe('kept')
    expect((await files().remove([name])).error).toBe(null)
  })
})
