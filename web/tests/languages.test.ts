import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Actor, openStage, type Stage } from './stage.ts'

let stage: Stage
let ada: Actor
const wait = { timeout: 30_000 }

beforeAll(async () => {
  stage = await openStage()
  ada = await stage.actor('Ada', 'customer', { locale: 'es-MX', timezoneId: 'America/Mexico_City' })
})
afterAll(() => stage?.close())

const email = `ada.${crypto.randomUUID().slice(0, 8)}@example.com`
const profile = async () =>
  (
    await stage.sql.query(
      'select p.id, p.locale, p.time_zone from public.profiles p join auth.users u on u.id = p.id where u.email = $1',
      [email],
    )
  ).rows[0]

test('Ada, whose browser speaks Spanish, signs up in Spanish and is written to in it from then on', async () => {
  const { page } = ada
  await page.goto('/sign-up')
  await page.getByRole('heading', { name: 'Crear una cuenta' }).waitFor(wait)
  expect(await page.locator('html').getAttribute('lang')).toBe('es-MX')
  await page.getByRole('textbox', { name: 'Nombre' }).fill('Ada')
  await page.getByRole('textbox', { name: 'Correo electrónico' }).fill(email)
  await page.getByLabel('Contraseña').fill('correct horse battery')
  await page.getByRole('button', { name: 'Crear cuenta' }).click()
  await page.waitForURL('**/orders', wait)
  expect(await profile()).toMatchObject({ locale: 'es-MX', time_zone: 'America/Mexico_City' })
})

test('Ada chooses Arabic in her settings: the page turns, and her profile follows', async () => {
  const { page } = ada
  await page.goto('/settings#language')
  await page.getByRole('region', { name: 'Idioma' }).getByRole('button', { name: 'العربية' }).click()
  await page.getByRole('region', { name: 'اللغة' }).waitFor(wait)
  expect(await page.locator('html').getAttribute('dir')).toBe('rtl')
  expect((await profile()).locale).toBe('ar')
})

test('neither language broke a page', () => {
  expect(ada.complaints).toEqual([])
})
