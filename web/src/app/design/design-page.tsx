import { useState } from 'react'
import { changeLocale, localeNames, locales } from '../../lib/locale.ts'
import { Page, PageHeader } from '../../ui/page.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { ToastRegion } from '../../ui/toast.tsx'
import { setTheme, type Theme, useTheme } from '../theme.ts'
import { Controls } from './controls.tsx'
import { Fields } from './fields.tsx'
import { Floating } from './floating.tsx'
import { Foundations } from './foundations.tsx'
import { Signs } from './signs.tsx'
import { States } from './states.tsx'

const chapters = {
  foundations: { label: 'Foundations', Chapter: Foundations },
  controls: { label: 'Controls', Chapter: Controls },
  fields: { label: 'Fields', Chapter: Fields },
  signs: { label: 'Signs', Chapter: Signs },
  states: { label: 'States', Chapter: States },
  floating: { label: 'What floats', Chapter: Floating },
}
type ChapterName = keyof typeof chapters
const names = Object.keys(chapters) as ChapterName[]
const themes: Theme[] = ['system', 'light', 'dark']
const chip =
  'min-h-11 rounded-full border border-line px-3 text-13 aria-pressed:border-accent aria-pressed:bg-accent-soft'

/** Every component of ui/ in every state, for whoever builds a screen; only in a development build. */
export function DesignPage() {
  const [chosen, choose] = useState<ChapterName>('foundations')
  const theme = useTheme()
  const { Chapter } = chapters[chosen]
  return (
    <div className="flex h-dvh flex-col">
      <main className="flex min-h-0 flex-1 flex-col">
        <Page width="wide">
          <PageHeader back={{ to: '/orders', label: 'Back to the app' }} title="Design system">
            <div className="flex flex-wrap gap-2">
              {themes.map((one) => (
                <button
                  key={one}
                  type="button"
                  aria-pressed={theme === one}
                  className={chip}
                  onClick={() => setTheme(one)}
                >
                  {one}
                </button>
              ))}
              {locales.map((one) => (
                <button key={one} type="button" className={chip} onClick={() => changeLocale(one)}>
                  {localeNames[one]}
                </button>
              ))}
            </div>
          </PageHeader>
          <Tabs
            label="Chapters"
            tabs={names.map((value) => ({ value, label: chapters[value].label }))}
            chosen={chosen}
            onChoose={choose}
          >
            <Chapter />
          </Tabs>
        </Page>
      </main>
      <ToastRegion />
    </div>
  )
}
