import { useRef, useState } from 'react'
import { useNavigate } from 'react-router'
import { sentenceFor } from '../../lib/failure.ts'
import { useOnline } from '../../lib/online.ts'
import { paths } from '../../lib/paths.ts'
import { useTitle } from '../../lib/title.ts'
import { Button } from '../../ui/button.tsx'
import { CheckChoice, RadioChoice } from '../../ui/choice.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { type Announcement, allChannels, missingIn } from './announcement.ts'
import { AnnouncementHeader } from './announcement-header.tsx'
import { useAnnouncementActions } from './announcements-query.ts'
import { AudienceBuilder } from './audience-builder.tsx'
import { ReadingPreview } from './reading-preview.tsx'
import { SendDialog } from './send-dialog.tsx'
import { type Saving, useDraft } from './use-draft.ts'
import { announcementWords } from './words/writing.ts'
import { WordsEditor } from './words-editor.tsx'

const priorities = ['low', 'normal', 'high'] as const

function SavingLine({ saving }: { saving: Saving }) {
  const words = announcementWords.use()
  const text = {
    saved: words.saved,
    saving: words.saving,
    offline: words.keptHere,
    failed: saving.kind === 'failed' ? words.notSaved(saving.sentence) : '',
  }[saving.kind]
  return (
    <p role="status" className={saving.kind === 'failed' ? 'text-13 text-bad' : 'text-13 text-ink-soft'}>
      {text}
    </p>
  )
}

/** Writes an announcement and chooses whom it is for. It saves itself; sending asks once more and names the number. */
export function Composer({ id, row }: { id: string; row: Announcement | null }) {
  const words = announcementWords.use()
  useTitle(words.one)
  const navigate = useNavigate()
  const isOnline = useOnline()
  const { discard, keep } = useAnnouncementActions(id)
  const { draft, change, saving, flush, forget } = useDraft(id, row, keep)
  const [locale, setLocale] = useState(draft.default_locale)
  const [isAsking, setAsking] = useState(false)
  const [isChecked, setChecked] = useState(false)
  const form = useRef<HTMLFormElement>(null)
  const [fault, setFault] = useState<string | null>(null)
  const missing = missingIn(draft)
  const shown = isChecked ? missing : {}

  async function ask() {
    setFault(null)
    setChecked(true)
    if (missing.words) setLocale(missing.words.locale)
    if (Object.keys(missing).length > 0) {
      // the marks are in the page with the next frame
      requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus())
      return
    }
    try {
      await flush()
      setAsking(true)
    } catch (error) {
      setFault(sentenceFor(error))
    }
  }
  async function throwAway() {
    forget()
    if (row) await discard.mutateAsync().catch((error) => setFault(sentenceFor(error)))
    navigate(paths.announcements)
  }

  return (
    <div className="grid gap-8 lg:grid-cols-[minmax(0,1fr)_22rem]">
      <form
        ref={form}
        aria-label={words.one}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void ask()
        }}
        className="flex min-w-0 flex-col gap-6"
      >
        <AnnouncementHeader title={row ? words.draft : words.create}>
          <SavingLine saving={saving} />
        </AnnouncementHeader>
        <RadioChoice
          legend={words.whatIsIt}
          name="kind"
          options={[
            { value: 'announcement.news', label: words.news, hint: words.newsHint },
            { value: 'announcement.offer', label: words.offer, hint: words.offerHint },
          ]}
          chosen={draft.event_type}
          onChoose={(event_type) => change({ event_type })}
          className="sm:grid-cols-2"
        />
        <WordsEditor
          draft={draft}
          locale={locale}
          onLocale={setLocale}
          onChange={change}
          missing={shown.words}
        />
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField
            label={words.link}
            value={draft.action_url ?? ''}
            placeholder={words.linkHint}
            error={shown.link ?? null}
            onChange={({ target }) => change({ action_url: target.value.trim() || null })}
          />
          <TextField
            label={words.image}
            value={draft.image_url ?? ''}
            placeholder={words.imageHint}
            error={shown.image ?? null}
            onChange={({ target }) => change({ image_url: target.value.trim() || null })}
          />
        </div>
        <AudienceBuilder draft={draft} onChange={change} error={shown.audience ?? null} />
        <CheckChoice
          legend={words.channelsLegend}
          options={allChannels.map((value) => ({ value, label: words.channels[value] }))}
          chosen={draft.channels ?? allChannels}
          onChange={(channels) => {
            if (channels.length > 0)
              change({ channels: channels.length === allChannels.length ? null : channels })
          }}
        />
        <RadioChoice
          legend={words.priority}
          name="priority"
          options={priorities.map((value) => ({ value, label: words.priorities[value] }))}
          chosen={draft.priority as (typeof priorities)[number]}
          onChoose={(priority) => change({ priority })}
          className="grid-cols-3"
        />
        {isChecked && Object.keys(missing).length > 0 && (
          <p role="alert" className="rounded-control bg-bad-soft px-3 py-2.5 text-bad">
            {words.somethingMissing}
          </p>
        )}
        {fault && (
          <p role="alert" className="rounded-control bg-bad-soft px-3 py-2.5 text-bad">
            {fault}
          </p>
        )}
        <footer className="flex flex-wrap justify-between gap-2 border-t border-line pt-4">
          <Button look="danger" isBusy={discard.isPending} onClick={() => void throwAway()}>
            {words.discard}
          </Button>
          <Button type="submit" disabled={!isOnline}>
            {words.send}
          </Button>
        </footer>
      </form>
      <ReadingPreview draft={draft} locale={locale} />
      {isAsking && <SendDialog id={id} draft={draft} onClose={() => setAsking(false)} />}
    </div>
  )
}
