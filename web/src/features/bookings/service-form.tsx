import { useState } from 'react'
import { useNavigate } from 'react-router'
import { Failure } from '../../lib/failure.ts'
import { paths } from '../../lib/paths.ts'
import { CheckChoice } from '../../ui/choice.tsx'
import { Section } from '../../ui/section.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { Switch } from '../../ui/switch.tsx'
import { TextArea, TextField } from '../../ui/text-field.tsx'
import { showToast } from '../../ui/toast.tsx'
import type { Service } from './bookings-query.ts'
import { SaveBar } from './save-bar.tsx'
import {
  draftOf,
  keyFor,
  minuteChoices,
  minutesText,
  type ServiceDraft,
  savedFrom,
  withOwn,
  wrongIn,
} from './service-draft.ts'
import { useSetUp } from './set-up-query.ts'
import { useWrong } from './use-wrong.ts'
import { setUpWords } from './words/set-up.ts'
import { ZoneField } from './zone-field.tsx'

type Minutes = 'step_min' | 'pause_min' | 'lead_min' | 'free_cancel_min'

/** A service, new or to change. */
export function ServiceForm({
  service,
  zone,
  onShowTheirs,
}: {
  service: Service | null
  /** Of a new one. */
  zone: string
  onShowTheirs: () => void
}) {
  const words = setUpWords.use()
  const { service: texts } = words
  const navigate = useNavigate()
  const [seen] = useState(service)
  const [ending] = useState(() => crypto.randomUUID().slice(0, 4))
  const [draft, setDraft] = useState<ServiceDraft>(() => draftOf(service, zone))
  const { form, isWrong, check } = useWrong(() => wrongIn(draft))
  const { mutate, error, isPending } = useSetUp().saveService
  const set = (part: Partial<ServiceDraft>) => setDraft({ ...draft, ...part })
  const zoneRefused = error instanceof Failure && error.code === 'invalid_time_zone'
  const minutes = (name: Minutes, label: string) => (
    <SelectField label={label} value={draft[name]} onChange={({ target }) => set({ [name]: +target.value })}>
      {withOwn(minuteChoices[name], [draft[name]]).map((one) => (
        <option key={one} value={one}>
          {one === 0
            ? texts.none[name]
            : name === 'step_min' || name === 'pause_min'
              ? minutesText(one)
              : texts.before(minutesText(one))}
        </option>
      ))}
    </SelectField>
  )
  return (
    <form
      ref={form}
      noValidate
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        if (isPending || !check()) return
        mutate(
          {
            ...savedFrom(draft),
            key: seen?.key ?? keyFor(draft.label, ending),
            ...(seen && { seen_at: seen.updated_at }),
          },
          {
            onSuccess: ({ label }) => {
              showToast(words.saved(label))
              navigate(paths.services, { replace: true })
            },
          },
        )
      }}
    >
      <Section title={texts.what}>
        <div className="mt-3 flex flex-col gap-4">
          <TextField
            label={words.name}
            hint={texts.nameHint}
            error={isWrong('label') ? words.nameMissing : null}
            maxLength={80}
            value={draft.label}
            onChange={({ target }) => set({ label: target.value })}
          />
          <TextArea
            label={texts.detail}
            hint={texts.detailHint}
            maxLength={500}
            value={draft.detail}
            onChange={({ target }) => set({ detail: target.value })}
          />
          <TextField
            label={texts.place}
            hint={texts.placeHint}
            maxLength={300}
            value={draft.place}
            onChange={({ target }) => set({ place: target.value })}
          />
          <CheckChoice
            legend={texts.needs}
            options={(['carer', 'room'] as const).map((value) => ({ value, label: words.kinds[value] }))}
            chosen={draft.needs}
            error={isWrong('needs') ? texts.needsWrong : null}
            onChange={(needs) => set({ needs })}
          />
        </div>
      </Section>
      <Section title={texts.times}>
        <div className="mt-3 grid gap-4 sm:grid-cols-2">
          <TextField
            label={texts.duration}
            hint={texts.durationHint}
            error={isWrong('duration') ? texts.durationWrong : null}
            inputMode="numeric"
            maxLength={4}
            value={draft.duration}
            onChange={({ target }) => set({ duration: target.value })}
          />
          {minutes('step_min', texts.step)}
          {minutes('pause_min', texts.pause)}
          {minutes('lead_min', texts.lead)}
          <TextField
            label={texts.horizon}
            error={isWrong('horizon') ? texts.horizonWrong : null}
            inputMode="numeric"
            maxLength={3}
            value={draft.horizon}
            onChange={({ target }) => set({ horizon: target.value })}
          />
          <ZoneField
            label={words.zone}
            hint={texts.zoneHint}
            error={isWrong('time_zone') || zoneRefused ? words.zoneWrong : null}
            value={draft.time_zone}
            onChange={(time_zone) => set({ time_zone })}
          />
        </div>
      </Section>
      <Section title={texts.rules}>
        <div className="mt-3 flex flex-col gap-4">
          {minutes('free_cancel_min', texts.freeCancel)}
          <CheckChoice
            legend={texts.reminders}
            options={withOwn(minuteChoices.remind_before_min, draft.remind_before_min).map((one) => ({
              value: String(one),
              label: texts.before(minutesText(one)),
            }))}
            chosen={draft.remind_before_min.map(String)}
            error={isWrong('remind_before_min') ? texts.remindersWrong : null}
            onChange={(chosen) => set({ remind_before_min: chosen.map(Number) })}
          />
          <Switch
            label={texts.confirming}
            hint={texts.confirmingHint}
            isOn={draft.needs_confirming}
            onChange={(needs_confirming) => set({ needs_confirming })}
          />
          <Switch
            label={words.isOn}
            hint={words.isOnHint}
            isOn={draft.is_offered}
            onChange={(is_offered) => set({ is_offered })}
          />
        </div>
      </Section>
      <SaveBar error={zoneRefused ? null : error} isBusy={isPending} onShowTheirs={onShowTheirs} />
    </form>
  )
}
