import { Clock, UserRound, X } from 'lucide-react'
import { useState } from 'react'
import { Link, useNavigate } from 'react-router'
import { Failure } from '../../lib/failure.ts'
import { paths } from '../../lib/paths.ts'
import { Button, buttonClasses } from '../../ui/button.tsx'
import { CheckChoice, RadioChoice } from '../../ui/choice.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { Section } from '../../ui/section.tsx'
import { Switch } from '../../ui/switch.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { showToast } from '../../ui/toast.tsx'
import type { Offer, Resource } from './bookings-query.ts'
import { PeopleFinder } from './people-finder.tsx'
import { usePersonNamed } from './people-query.ts'
import { SaveBar } from './save-bar.tsx'
import { isZone } from './service-draft.ts'
import { useSetUp } from './set-up-query.ts'
import { useWrong } from './use-wrong.ts'
import { byPhoneWords } from './words/by-phone.ts'
import { setUpWords } from './words/set-up.ts'
import { ZoneField } from './zone-field.tsx'

type Draft = {
  kind: 'carer' | 'room'
  name: string
  zone: string
  services: string[]
  partnerId: string | null
  isActive: boolean
}

/** A carer or a room, new or to change. Its hours have a page of their own. */
export function ResourceForm({
  resource,
  offer,
  zone,
  onShowTheirs,
}: {
  resource: Resource | null
  offer: Offer
  /** Of a new one. */
  zone: string
  onShowTheirs: () => void
}) {
  const words = setUpWords.use()
  const finder = byPhoneWords.use().find
  const { resource: texts } = words
  const navigate = useNavigate()
  const [seen] = useState(resource)
  const [id] = useState(() => resource?.id ?? crypto.randomUUID())
  const [isFinding, setFinding] = useState(false)
  const [draft, setDraft] = useState<Draft>(() => ({
    kind: resource?.kind === 'room' ? 'room' : 'carer',
    name: resource?.name ?? '',
    zone: resource?.time_zone ?? zone,
    services: offer.links
      .filter(({ resource_id }) => resource_id === resource?.id)
      .map(({ service_key }) => service_key),
    partnerId: resource?.partner_id ?? null,
    isActive: resource?.is_active ?? true,
  }))
  const { data: partner } = usePersonNamed(draft.partnerId)
  const { mutate, error, isPending } = useSetUp().saveResource
  const set = (part: Partial<Draft>) => setDraft({ ...draft, ...part })
  const { form, isWrong, check } = useWrong<'name' | 'zone'>(() => [
    ...(draft.name.trim() === '' ? (['name'] as const) : []),
    ...(isZone(draft.zone.trim()) ? [] : (['zone'] as const)),
  ])
  const taken =
    draft.partnerId &&
    offer.resources.find(({ partner_id, id: other }) => partner_id === draft.partnerId && other !== id)
  const zoneRefused = error instanceof Failure && error.code === 'invalid_time_zone'
  return (
    <form
      ref={form}
      noValidate
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        if (isPending || !check() || taken) return
        mutate(
          {
            ...{ id, kind: draft.kind, name: draft.name.trim(), service_keys: draft.services },
            ...{ time_zone: draft.zone.trim(), is_active: draft.isActive },
            ...(draft.kind === 'carer' && draft.partnerId && { partner_id: draft.partnerId }),
            ...(seen && { seen_at: seen.updated_at }),
          },
          {
            onSuccess: ({ name }) => {
              showToast(seen ? words.saved(name) : texts.nowHours(name))
              navigate(seen ? paths.services : `${paths.bookingHours}?of=${id}`, { replace: true })
            },
          },
        )
      }}
    >
      <Section
        title={texts.what}
        control={
          seen && (
            <Link to={`${paths.bookingHours}?of=${seen.id}`} className={buttonClasses('secondary')}>
              <Clock size={20} aria-hidden /> {words.hours}
            </Link>
          )
        }
      >
        <div className="mt-3 flex flex-col gap-4">
          {!seen && (
            <RadioChoice
              legend={texts.kind}
              name="kind"
              className="grid-cols-2"
              options={(['carer', 'room'] as const).map((value) => ({ value, label: words.kinds[value] }))}
              chosen={draft.kind}
              onChoose={(kind) => set({ kind })}
            />
          )}
          <TextField
            label={words.name}
            hint={texts.nameHint}
            error={isWrong('name') ? words.nameMissing : null}
            maxLength={80}
            value={draft.name}
            onChange={({ target }) => set({ name: target.value })}
          />
          {draft.kind === 'carer' && (
            <fieldset className="flex flex-col gap-1">
              <legend className="mb-1 text-13 font-medium text-ink-soft">{texts.partner}</legend>
              <div className="flex flex-wrap items-center gap-2">
                {draft.partnerId && (
                  <span className="flex min-h-11 items-center gap-2">
                    <UserRound size={18} aria-hidden className="text-ink-faint" />
                    <span dir="auto" className="font-medium">
                      {partner?.name ?? texts.somePartner}
                    </span>
                    <IconButton label={texts.noPartner} onClick={() => set({ partnerId: null })}>
                      <X size={20} aria-hidden />
                    </IconButton>
                  </span>
                )}
                <Button look="secondary" onClick={() => setFinding(true)}>
                  {draft.partnerId ? texts.otherPartner : texts.choosePartner}
                </Button>
              </div>
              <p
                role={taken ? 'alert' : undefined}
                className={taken ? 'text-13 text-bad' : 'text-13 text-ink-faint'}
              >
                {taken ? texts.partnerTaken(taken.name) : texts.partnerHint}
              </p>
            </fieldset>
          )}
          {offer.services.length > 0 && (
            <CheckChoice
              legend={texts.services}
              options={offer.services.map(({ key, label }) => ({
                value: key,
                label: <span dir="auto">{label}</span>,
              }))}
              chosen={draft.services}
              onChange={(services) => set({ services })}
            />
          )}
          <ZoneField
            label={words.zone}
            hint={texts.zoneHint}
            error={isWrong('zone') || zoneRefused ? words.zoneWrong : null}
            value={draft.zone}
            onChange={(next) => set({ zone: next })}
          />
          <Switch
            label={words.isOn}
            hint={words.isOnHint}
            isOn={draft.isActive}
            onChange={(isActive) => set({ isActive })}
          />
        </div>
      </Section>
      <SaveBar error={zoneRefused ? null : error} isBusy={isPending} onShowTheirs={onShowTheirs} />
      {isFinding && (
        <Dialog title={texts.choosePartner} onClose={() => setFinding(false)}>
          <PeopleFinder
            label={finder.partner}
            only="partner"
            onChoose={({ id: partnerId, name }) => {
              set({ partnerId, name: draft.name || name })
              setFinding(false)
            }}
          />
        </Dialog>
      )}
    </form>
  )
}
