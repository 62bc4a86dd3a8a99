import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { apiSchemaSql } from '../schema.ts'
import { startTestApi, type TestApi } from './api.ts'

const migration = readFileSync(new URL('./project.sql', import.meta.url), 'utf8')
let api: TestApi
let ada: Awaited<ReturnType<TestApi['person']>>

beforeAll(async () => {
  api = await startTestApi({ migration })
  ada = await api.person('ada')
})
afterAll(() => api.stop())

describe('grants', () => {
  const grants = () =>
    api.owner(`select table_schema, table_name, grantee, privilege_type, null as column_name from information_schema.role_table_grants
      where table_schema in ('public', 'private', 'auth') and grantee in ('anon', 'authenticated', 'service_role')
      union all select table_schema, table_name, grantee, privilege_type, column_name from information_schema.column_privileges
      where table_schema in ('public', 'private') and grantee in ('anon', 'authenticated', 'service_role') order by 1, 2, 3, 4, 5`)

  test('stay as migrated, before and after requests of every role', async () => {
    const before = await grants()
    expect(before.filter((grant) => grant.table_schema === 'private')).toEqual([])
    for (const key of [api.secrets.publishableKey, api.secrets.secretKey])
      await api.client(key).from('phones').select()
    await ada.supabase.from('profiles').select()
    await ada.supabase.from('profiles').update({ name: 'x' }).eq('id', ada.id)
    expect(await grants()).toEqual(before)
  })

  test('by column are what a person may change', async () => {
    const allowed = await ada.supabase
      .from('profiles')
      .update({ name: 'Ada' })
      .eq('id', ada.id)
      .select('name')
    expect(allowed.data).toEqual([{ name: 'Ada' }])
    const raised = await ada.supabase.from('profiles').update({ is_admin: true }).eq('id', ada.id)
    expect(raised).toMatchObject({ status: 403, error: { code: '42501' } })
    const nobody = await api.client().from('profiles').insert({ id: ada.id })
    expect(nobody).toMatchObject({ status: 401, error: { code: '42501' } })
  })

  test('on the tables of Auth are nobody’s but its own', async () => {
    const [row] =
      await api.owner(`select bool_or(has_table_privilege(r, c.oid, 'select, insert, update, delete')) as any
      from pg_class c, unnest(array['anon', 'authenticated']) r where relnamespace = 'auth'::regnamespace and relkind in ('r', 'v')`)
    expect(row).toEqual({ any: false })
  })

  test('and owners stay as they are when the stack lays its schema again', async () => {
    const owners = () =>
      api.admin(`select c.oid::regclass::text as name, relowner::regrole::text as owner, relacl::text as grants, relrowsecurity as secured
        from pg_class c where relnamespace in ('auth'::regnamespace, 'storage'::regnamespace) order by 1`)
    const before = await owners()
    expect(before.filter((row) => row.secured)).toHaveLength(9)
    await api.admin(apiSchemaSql())
    expect(await owners()).toEqual(before)
  })
})
