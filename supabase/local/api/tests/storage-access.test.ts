import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestApi, type TestApi } from './api.ts'

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

describe('a private object', () => {
  test('is there for its people only', async () => {
    const name = `${ada.id}/private.txt`
    await files().upload(name, new Blob(['secret']))
    const attempts = [
      files(bob).download(name),
      files(bob).info(name),
      files(bob).createSignedUrl(name, 60),
      files(bob).move(name, `${bob.id}/stolen`),
      files(bob).copy(name, `${bob.id}/stolen`),
      api.client().storage.from('files').download(name),
    ]
    for (const attempt of attempts) expect((await attempt).error).not.toBe(null)
    expect((await files(bob).remove([name])).data).toEqual([])
    expect((await files(bob).list(ada.id)).data).toEqual([])
    expect((await files(bob).exists(name)).data).toBe(false)
    const { publicUrl } = files().getPublicUrl(name).data
    for (const path of [
      publicUrl,
      publicUrl.replace('/public/', '/'),
      publicUrl.replace('/object/', '/render/image/'),
    ]) {
      expect([400, 404]).toContain((await fetch(path)).status)
    }
    const expired = await api.http(`/storage/v1/object/files/${name}`, {
      token: await api.token({ sub: ada.id, exp: 1 }),
    })
    expect(expired.status).toBe(400)
    expect(await text(await files().download(name))).toBe('secret')
    expect(await text(await api.service().storage.from('files').download(name))).toBe('secret')
  })

  test('opens by a signed URL, for that path and time only', async () => {
    const name = `${ada.id}/süß & 1.txt`.replace('ü', 'u').replace('ß', 's')
    await files().upload(name, new Blob(['signed'], { type: 'text/plain' }))
    const { data } = await files().createSignedUrl(name, 60)
    const url = data?.signedUrl ?? ''
    expect(url.startsWith(`${api.url}/storage/v1/object/sign/files/`)).toBe(true)
    expect(await (await fetch(url)).text()).toBe('signed')
    expect((await fetch(url.replace('sus', 'other'))).status).toBe(400)
    expect((await fetch(`${url}x`)).status).toBe(400)
    const { data: short } = await files().createSignedUrl(name, 1, { download: 'my file.txt' })
    const named = await fetch(short?.signedUrl ?? '')
    expect(named.headers.get('content-disposition')).toBe("attachment; filename*=UTF-8''my%20file.txt")
    await new Promise((resolve) => setTimeout(resolve, 1500))
    expect((await fetch(short?.signedUrl ?? '')).status).toBe(400)
    const { data: many } = await files().createSignedUrls([name, 'nope'], 60)
    expect(many).toMatchObject([
      { path: name, error: null },
      { path: 'nope', error: expect.any(String), signedUrl: null },
    ])
    expect(await (await fetch(many?.[0]?.signedUrl ?? '')).text()).toBe('signed')
  })

  test('can be uploaded by a signed URL, to that path only', async () => {
    const name = `${ada.id}/by-link.txt`
    const { data } = await files().createSignedUploadUrl(name)
    expect(data).toMatchObject({ path: name, token: expect.any(String) })
    const stranger = api.client().storage.from('files')
    expect(
      (await stranger.uploadToSignedUrl(`${ada.id}/else.txt`, data?.token ?? '', new Blob(['x']))).error,
    ).not.toBe(null)
    expect((await stranger.uploadToSignedUrl(name, data?.token ?? '', new Blob(['by link']))).error).toBe(
      null,
    )
    expect(await text(await files().download(name))).toBe('by link')
    expect(
      (await stranger.uploadToSignedUrl(name, data?.token ?? '', new Blob(['again']))).error,
    ).toMatchObject({ statusCode: '409' })
    const [row] = await api.admin('select owner_id from storage.objects where name = $1', [name])
    expect(row).toEqual({ owner_id: ada.id })
    expect((await files(bob).createSignedUploadUrl(`${ada.id}/y.txt`)).error).toMatchObject({
      statusCode: '403',
    })
    // a URL to read is no URL to write, and the other way round
    const { data: read } = await files().createSignedUrl(name, 60)
    const readToken = new URL(read?.signedUrl ?? '').searchParams.get('token') ?? ''
    await files().remove([name])
    expect((await stranger.uploadToSignedUrl(name, readToken, new Blob(['x']))).error).not.toBe(null)
    await files().upload(name, new Blob(['mine']))
    expect((await fetch(`${api.url}/storage/v1/object/sign/files/${name}?token=${data?.token}`)).status).toBe(
      400,
    )
  })
})

describe('a folder', () => {
  test('lists names relative to it, folders first and without id', async () => {
    const person = await api.person('lister')
    const mine = files(person)
    for (const name of ['b.txt', 'a.txt', 'deep/c.txt', 'deep/er/d.txt', 'dee.txt'])
      await mine.upload(`${person.id}/${name}`, new Blob([name]))
    const names = async (...args: Parameters<typeof mine.list>) =>
      (await mine.list(...args)).data?.map((entry) => entry.name)
    expect(await names(person.id)).toEqual(['deep', 'a.txt', 'b.txt', 'dee.txt'])
    expect(await names(`${person.id}/deep/`)).toEqual(['er', 'c.txt'])
    expect(await names(person.id, { search: 'dee' })).toEqual(['deep', 'dee.txt'])
    expect(await names(person.id, { limit: 2, offset: 1 })).toEqual(['a.txt', 'b.txt'])
    expect(await names(person.id, { sortBy: { column: 'name', order: 'desc' } })).toEqual([
      'deep',
      'dee.txt',
      'b.txt',
      'a.txt',
    ])
    expect(await names('')).toEqual([person.id])
    expect((await mine.list(person.id)).data).toMatchObject([
      { name: 'deep', id: null, metadata: null, created_at: null },
      { name: 'a.txt', id: expect.any(String), metadata: { size: 5, mimetype: expect.any(String) } },
      {},
      {},
    ])
  })

  test('loses what is moved or removed, and keeps what is copied', async () => {
    const person = await api.person('mover')
    const mine = files(person)
    await mine.upload(`${person.id}/one.txt`, new Blob(['one']))
    expect((await mine.move(`${person.id}/one.txt`, `${person.id}/two.txt`)).error).toBe(null)
    expect((await mine.copy(`${person.id}/two.txt`, `${person.id}/three.txt`)).error).toBe(null)
    expect(
      (await mine.copy(`${person.id}/two.txt`, `${person.id}/four.txt`, { destinationBucket: 'other' }))
        .error,
    ).toBe(null)
    expect((await mine.move(`${person.id}/two.txt`, `${bob.id}/two.txt`)).error).toMatchObject({
      statusCode: '403',
    })
    expect((await mine.download(`${person.id}/one.txt`)).error).toMatchObject({ statusCode: '404' })
    expect(await text(await mine.download(`${person.id}/three.txt`))).toBe('one')
    const { data } = await mine.remove([`${person.id}/two.txt`, 'nope'])
    expect(data?.map((object) => object.name)).toEqual([`${person.id}/two.txt`])
    expect(await text(await mine.download(`${person.id}/three.txt`))).toBe('one')
    expect(await text(await person.supabase.storage.from('other').download(`${person.id}/four.txt`))).toBe(
      'one',
    )
  })
})
