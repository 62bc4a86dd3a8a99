import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { localeNames } from '../src/lib/locale.ts'
import { type Actor, openStage, type Stage } from './stage.ts'

let stage: Stage
let ada: Actor
const wait = { timeout: 60_000 }

beforeAll(async () => {
  stage = await openStage()
  ada = await stage.actor('Ada', 'customer', { locale: 'es-MX', timezoneId: 'America/Mexico_City' })
  ada.page.setDefaultTimeout(wait.timeout)
  ada.page.setDefaultNavigationTimeout(wait.timeout)
})
afterAll(() => stage?.close())

const root = fileURLToPath(new URL('../src', import.meta.url))
const leaves = (words: unknown): string[] =>
  typeof words === 'string'
    ? [words]
    : typeof words === 'object' && words !== null
      ? Object.values(words).flatMap(leaves)
      : []

/** Every plain text of the English catalogues that the other language says in another way. */
async function englishBeside(language: 'es' | 'ar'): Promise<Set<string>> {
  const ending = `-${language}.ts`
  const paths = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((one) => one.endsWith(ending))
  const english = new Set<string>()
  const other = new Set<string>()
  for (const path of paths) {
    const catalogue = Object.values(await import(join(root, path.replace(ending, '.ts')))).find(
      (one): one is { now(): unknown } => typeof (one as { now?: unknown } | null)?.now === 'function',
    )
    if (!catalogue) continue
    for (const text of leaves(catalogue.now())) english.add(text)
    for (const text of leaves((await import(join(root, path))).words)) other.add(text)
  }
  // a language is named in its own words everywhere
  const names: string[] = Object.values(localeNames)
  return new Set([...english].filter((text) => !other.has(text) && !names.includes(text)))
}

/** What is read or heard on the page, each in its own language left out: the names of the languages, and people's own words. */
const said = (page: Page) =>
  page.evaluate(() => {
    const texts: string[] = [document.title.split(' · ')[0] ?? '']
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node instanceof Text) texts.push(node.data.trim())
      else if (node instanceof Element && !node.matches('script, style'))
        for (const name of ['aria-label', 'placeholder', 'title', 'alt'])
          texts.push(node.getAttribute(name)?.trim() ?? '')
    }
    return [...new Set(texts)].filter((text) => /\p{L}{2}/u.test(text))
  })

let english: Set<string>
async function noEnglishOn(page: Page): Promise<void> {
  await expect.poll(async () => (await said(page)).filter((text) => english.has(text)), wait).toEqual([])
}

const email = `ada.${crypto.randomUUID().slice(0, 8)}@example.com`
const profile = async () =>
  (
    await stage.sql.query(
      'select p.locale, p.time_zone from public.profiles p join auth.users u on u.id = p.id where u.email = $1',
      [email],
    )
  ).rows[0]

test('Ada, whose browser speaks Spanish, signs up in Spanish and is written to in it from then on', async () => {
  const { page } = ada
  english = await englishBeside('es')
  expect(english.size).toBeGreaterThan(100)
  await page.goto('/sign-up')
  await page.getByRole('heading', { name: 'Crear una cuenta' }).waitFor()
  expect(await page.locator('html').getAttribute('lang')).toBe('es-MX')
  await noEnglishOn(page)
  const press = () => page.getByRole('button', { name: 'Crear cuenta' }).click()
  await press()
  await page.getByText('Escribe tu nombre.').waitFor()
  await page.locator('input[name="name"]:focus').waitFor()
  await page.getByRole('textbox', { name: 'Nombre' }).fill('Ada')
  await page.getByRole('textbox', { name: 'Correo electrónico' }).fill('ada@')
  await press()
  await page.getByText('Esto no es una dirección de correo.').waitFor()
  await noEnglishOn(page)
  await page.getByRole('textbox', { name: 'Correo electrónico' }).fill(email)
  await page.getByLabel('Contraseña').fill('correct horse battery')
  await press()
  await page.waitForURL('**/orders')
  expect(await profile()).toMatchObject({ locale: 'es-MX', time_zone: 'America/Mexico_City' })
}, 180_000)

test('Ada places an order in Spanish, and no English is left on its page', async () => {
  const { page } = ada
  await page.getByRole('button', { name: 'Hacer un pedido' }).click()
  await page.getByRole('radio', { name: 'Farmacia' }).check({ force: true })
  await page.getByRole('button', { name: 'Hacer el pedido' }).click()
  await page.getByText('Di dónde hay que recogerlo.').waitFor()
  await noEnglishOn(page)
  await page.getByRole('textbox', { name: 'Dirección de recogida' }).fill('Farmacia, Calle Mayor 1')
  await page.getByRole('textbox', { name: 'Dirección de entrega' }).fill('Paseo del Puerto 12')
  await page.getByRole('button', { name: 'Hacer el pedido' }).click()
  await page.getByRole('heading', { name: 'Realizado' }).waitFor()
  await page.getByText('Esperando a que alguien lo acepte.').waitFor()
  await noEnglishOn(page)
}, 180_000)

test('Ada chooses Arabic in her settings: the page turns, and her profile follows', async () => {
  const { page } = ada
  await page.goto('/settings')
  await page.getByRole('group', { name: 'Idioma' }).getByRole('button', { name: 'العربية' }).click()
  await page.getByRole('group', { name: 'اللغة' }).waitFor()
  expect(await page.locator('html').getAttribute('dir')).toBe('rtl')
  await expect.poll(async () => (await profile()).locale, wait).toBe('ar')
}, 180_000)

test('in Arabic no English is left on her orders, and the way back points to the right', async () => {
  const { page } = ada
  english = await englishBeside('ar')
  await page.goto('/orders')
  await page.getByRole('heading', { name: 'الطلبات', exact: true }).waitFor()
  await page.getByRole('link', { name: /صيدلية/ }).click()
  await page.getByRole('heading', { name: 'تم الطلب' }).waitFor()
  await noEnglishOn(page)
  const back = await page.getByRole('button', { name: 'العودة إلى الطلبات' }).boundingBox()
  expect(back?.x).toBeGreaterThan(195)
}, 180_000)

test('none of the languages broke a page', () => {
  expect(ada.complaints).toEqual([])
}, 180_000)
