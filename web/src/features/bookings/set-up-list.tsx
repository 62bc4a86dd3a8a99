import { Plus } from 'lucide-react'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { listText } from '../../lib/format.ts'
import { Badge } from '../../ui/badge.tsx'
import { buttonClasses } from '../../ui/button.tsx'
import { Section } from '../../ui/section.tsx'
import { EmptyState } from '../../ui/states.tsx'
import type { Offer, Resource, Service } from './bookings-query.ts'
import { minutesText } from './service-draft.ts'
import { resourceAddress, serviceAddress } from './set-up-addresses.ts'
import { setUpWords } from './words/set-up.ts'

function Row({
  to,
  name,
  about,
  names,
  lack,
  off,
}: {
  to: string
  name: string
  about: string
  /** Who does it, or what they are for. */
  names: readonly string[]
  /** Why nobody can book it, where that is so. */
  lack: string | null | undefined
  off: string | null
}) {
  return (
    <li className="row">
      <div className="min-w-0 flex-1">
        <Link to={to} dir="auto" className="row-link text-page-start">
          {name}
        </Link>
        <p className="text-13 text-ink-soft wrap-anywhere">
          {about}
          {names.length > 0 && <> · {listText(names)}</>}
        </p>
        {lack && <p className="text-13 text-warn">{lack}</p>}
      </div>
      {off && <Badge>{off}</Badge>}
    </li>
  )
}

function Group({
  title,
  detail,
  add,
  to,
  none,
  children,
}: {
  title: string
  detail: string
  add: string
  to: string
  none: string
  children: ReactNode[]
}) {
  const words = setUpWords.use()
  return (
    <Section
      title={title}
      detail={detail}
      control={
        <Link to={to} aria-label={add} className={buttonClasses('secondary')}>
          <Plus size={18} aria-hidden /> {words.add}
        </Link>
      }
    >
      {children.length === 0 ? (
        <EmptyState title={none} />
      ) : (
        <ul aria-label={title} className="row-list mt-3">
          {children}
        </ul>
      )}
    </Section>
  )
}

/** What there is, and what still keeps it from being booked. */
export function SetUpList({
  offer,
  withHours,
}: {
  offer: Offer
  withHours: ReadonlySet<string> | undefined
}) {
  const words = setUpWords.use()
  const { services, resources, links } = offer
  const doing = (key: string) =>
    resources.filter(
      ({ id, is_active }) =>
        is_active && links.some((one) => one.service_key === key && one.resource_id === id),
    )
  function lackOfService(service: Service): string | null {
    const kinds = doing(service.key).map(({ kind }) => kind)
    if (!service.is_offered) return null
    if (service.needs_carer && !kinds.includes('carer')) return words.noCarer
    return service.needs_room && !kinds.includes('room') ? words.noRoom : null
  }
  function lackOfResource({ id, is_active }: Resource): string | null | undefined {
    if (!is_active) return null
    if (!links.some((one) => one.resource_id === id)) return words.noService
    return withHours && !withHours.has(id) ? words.noHours : null
  }
  return (
    <>
      <Group
        title={words.services}
        detail={words.servicesDetail}
        add={words.newService}
        to={serviceAddress()}
        none={words.noServices}
      >
        {services.map((service) => (
          <Row
            key={service.key}
            to={serviceAddress(service.key)}
            name={service.label}
            about={minutesText(service.duration_min)}
            names={doing(service.key).map(({ name }) => name)}
            lack={lackOfService(service)}
            off={service.is_offered ? null : words.notOffered}
          />
        ))}
      </Group>
      <Group
        title={words.resources}
        detail={words.resourcesDetail}
        add={words.newResource}
        to={resourceAddress()}
        none={words.noResources}
      >
        {resources.map((resource) => (
          <Row
            key={resource.id}
            to={resourceAddress(resource.id)}
            name={resource.name}
            about={words.kinds[resource.kind === 'room' ? 'room' : 'carer']}
            names={services
              .filter(({ key }) =>
                links.some((one) => one.service_key === key && one.resource_id === resource.id),
              )
              .map(({ label }) => label)}
            lack={lackOfResource(resource)}
            off={resource.is_active ? null : words.retired}
          />
        ))}
      </Group>
    </>
  )
}
