import { Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { TextArea, TextField } from '../../ui/text-field.tsx'
import {
  countText,
  type Draft,
  languageText,
  type Missing,
  mostBody,
  mostLabel,
  mostTitle,
  type Said,
  wordLocales,
} from './announcement.ts'
import { sendingWords } from './words/sending.ts'

const blank: Said = { title: '', body: '', action_label: '' }

/** The words in each language; whoever reads none of them gets those of the default. */
export function WordsEditor({
  draft,
  locale,
  onLocale,
  onChange,
  missing,
}: {
  draft: Draft
  locale: string
  onLocale: (locale: string) => void
  onChange: (part: Partial<Draft>) => void
  missing: Missing['words'] | undefined
}) {
  const say = sendingWords.use()
  const { words, default_locale } = draft
  const locales = [default_locale, ...Object.keys(words).filter((one) => one !== default_locale)]
  const others = wordLocales.filter((one) => !locales.includes(one))
  const said = words[locale] ?? blank
  const [isAdding, setAdding] = useState(false)
  const write = (part: Partial<Said>) => onChange({ words: { ...words, [locale]: { ...said, ...part } } })
  const faults = missing?.locale === locale ? missing : undefined
  return (
    <section aria-label={say.words}>
      <Tabs
        label={say.languages}
        tabs={locales.map((value) => ({
          value,
          label: value === default_locale ? say.default(languageText(value)) : languageText(value),
        }))}
        chosen={locale}
        onChoose={onLocale}
        after={
          others.length > 0 && (
            <Button
              look="quiet"
              className="px-3"
              icon={<Plus size={20} aria-hidden />}
              aria-expanded={isAdding}
              onClick={() => setAdding(!isAdding)}
            >
              {say.language}
            </Button>
          )
        }
      >
        <div className="flex flex-col gap-4">
          {isAdding && (
            <div className="flex flex-wrap gap-2">
              {others.map((one) => (
                <Button
                  key={one}
                  look="secondary"
                  onClick={() => {
                    onChange({ words: { ...words, [one]: blank } })
                    onLocale(one)
                    setAdding(false)
                  }}
                >
                  {languageText(one)}
                </Button>
              ))}
            </div>
          )}
          <TextField
            label={say.title}
            dir="auto"
            value={said.title}
            maxLength={mostTitle}
            hint={say.lengthOf(countText(said.title.length), countText(mostTitle))}
            error={faults?.title ?? null}
            onChange={({ target }) => write({ title: target.value })}
          />
          <TextArea
            label={say.text}
            dir="auto"
            rows={5}
            value={said.body}
            maxLength={mostBody}
            hint={say.textHint}
            error={faults?.body ?? null}
            onChange={({ target }) => write({ body: target.value })}
          />
          <div className="flex flex-wrap items-end justify-between gap-4">
            <TextField
              label={say.button}
              dir="auto"
              className="min-w-56 flex-1"
              value={said.action_label}
              maxLength={mostLabel}
              onChange={({ target }) => write({ action_label: target.value })}
            />
            {locale !== default_locale && (
              <Button
                look="danger"
                icon={<Trash2 size={20} aria-hidden />}
                onClick={() => {
                  const { [locale]: _, ...rest } = words
                  onChange({ words: rest })
                  onLocale(default_locale)
                }}
              >
                {say.remove(languageText(locale))}
              </Button>
            )}
          </div>
        </div>
      </Tabs>
    </section>
  )
}
