import { useRef, useState } from 'react'
import { useNavigate } from 'react-router'
import { sentenceFor } from '../../lib/failure.ts'
import { useOnline } from '../../lib/online.ts'
import { paths } from '../../lib/paths.ts'
import { useTitle } from '../../lib/title.ts'
import { Button } from '../../ui/button.tsx'
import { CheckChoice, RadioChoice } from '../../ui/choice.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { type Announcement, allChannels, channelLabels, type Draft, missingIn } from './announcement.ts'
import { AnnouncementHeader } from './announcement-header.tsx'
import { useAnnouncementActions } from './announcements-query.ts'
import { AudienceBuilder } from './audience-builder.tsx'
import { ReadingPreview } from './reading-preview.tsx'
import { SendDialog } from './send-dialog.tsx'
import { type Saving, useDraft } from './use-draft.ts'
import { WordsEditor } from './words-editor.tsx'

const kinds = [
  { value: 'announcement.news', label: 'News', hint: 'For everybody who has not switched news off' },
  { value: 'announcement.offer', label: 'Offer', hint: 'Only for people who asked for offers' },
] as const
const priorities = [
  { value: 'low', label: 'Low' },
  { value: 'normal', label: 'Normal' },
  { value: 'high', label: 'High' },
] as const

function SavingLine({ saving }: { saving: Saving }) {
  const words = {
    saved: 'Draft saved',
    saving: 'Saving …',
    offline: 'No network: kept on this device',
    failed: saving.kind === 'failed' ? `Not saved: ${saving.sentence}` : '',
  }[saving.kind]
  return (
    <p role="status" className={saving.kind === 'failed' ? 'text-13 text-bad' : 'text-13 text-ink-soft'}>
      {words}
    </p>
  )
}

/** Writes an announcement and chooses whom it is for. It saves itself; sending asks once more and names the number. */
export function Composer({ id, row }: { id: string; row: Announcement | null }) {
  useTitle('Announcement')
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
        aria-label="Announcement"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void ask()
        }}
        className="flex min-w-0 flex-col gap-6"
      >
        <AnnouncementHeader title={row ? 'Draft' : 'New announcement'}>
          <SavingLine saving={saving} />
        </AnnouncementHeader>
        <RadioChoice
          legend="What is it?"
          name="kind"
          options={kinds}
          chosen={draft.event_type as (typeof kinds)[number]['value']}
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
            label="Where the button leads (optional)"
            value={draft.action_url ?? ''}
            placeholder="/orders or https://…"
            error={shown.link ?? null}
            onChange={({ target }) => change({ action_url: target.value.trim() || null })}
          />
          <TextField
            label="Picture (optional)"
            value={draft.image_url ?? ''}
            placeholder="https://…"
            error={shown.image ?? null}
            onChange={({ target }) => change({ image_url: target.value.trim() || null })}
          />
        </div>
        <AudienceBuilder draft={draft} onChange={change} error={shown.audience ?? null} />
        <CheckChoice
          legend="Channels"
          options={allChannels.map((value) => ({ value, label: channelLabels[value] }))}
          chosen={draft.channels ?? allChannels}
          onChange={(channels) => {
            if (channels.length > 0)
              change({ channels: channels.length === allChannels.length ? null : channels })
          }}
        />
        <RadioChoice
          legend="Priority"
          name="priority"
          options={priorities}
          chosen={draft.priority as (typeof priorities)[number]['value']}
          onChoose={(priority) => change({ priority: priority as Draft['priority'] })}
          className="grid-cols-3"
        />
        {isChecked && Object.keys(missing).length > 0 && (
          <p role="alert" className="rounded-control bg-bad-soft px-3 py-2.5 text-bad">
            Something is still missing: see the fields marked above.
          </p>
        )}
        {fault && (
          <p role="alert" className="rounded-control bg-bad-soft px-3 py-2.5 text-bad">
            {fault}
          </p>
        )}
        <footer className="flex flex-wrap justify-between gap-2 border-t border-line pt-4">
          <Button look="danger" isBusy={discard.isPending} onClick={() => void throwAway()}>
            Discard draft
          </Button>
          <Button type="submit" disabled={!isOnline}>
            Send …
          </Button>
        </footer>
      </form>
      <ReadingPreview draft={draft} locale={locale} />
      {isAsking && <SendDialog id={id} draft={draft} onClose={() => setAsking(false)} />}
    </div>
  )
}
