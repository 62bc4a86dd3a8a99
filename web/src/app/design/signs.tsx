import { Info, Star } from 'lucide-react'
import { Avatar } from '../../ui/avatar.tsx'
import { Badge, CountBadge, type Tone } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { ProgressBar } from '../../ui/progress-bar.tsx'
import { Note, Section } from '../../ui/section.tsx'
import { Spinner } from '../../ui/spinner.tsx'
import { Specimen, State } from './specimen.tsx'

const tones: Record<Tone, string> = {
  neutral: 'Placed',
  accent: 'Accepted',
  live: 'Out for delivery',
  good: 'Delivered',
  bad: 'Failed',
}

export function Signs() {
  return (
    <>
      <Specimen name="Badge">
        {(Object.keys(tones) as Tone[]).map((tone) => (
          <State key={tone} name={tone}>
            <Badge tone={tone}>{tones[tone]}</Badge>
          </State>
        ))}
      </Specimen>
      <Specimen name="CountBadge">
        {[1, 12, 99, 100].map((count) => (
          <State key={count} name={String(count)}>
            <CountBadge count={count} />
          </State>
        ))}
      </Specimen>
      <Specimen name="Avatar">
        {(['small', 'normal', 'large'] as const).map((size) => (
          <State key={size} name={size}>
            <Avatar name="Ada Lovelace" size={size} />
          </State>
        ))}
      </Specimen>
      <Specimen name="Spinner and ProgressBar">
        <State name="turning">
          <Spinner />
        </State>
        <State name="a third">
          <span className="block w-60">
            <ProgressBar label="Sent" value={33} max={100} />
          </span>
        </State>
      </Specimen>
      <Specimen name="Section and Note">
        <div className="w-full max-w-lg">
          <Section
            title="Quiet hours"
            detail="Nothing rings then; what is urgent comes through."
            control={<Button look="secondary">Change</Button>}
          >
            <div className="mt-4">
              <Note icon={<Info size={16} aria-hidden />}>Times are those of Europe/London.</Note>
            </div>
          </Section>
        </div>
        <Star size={20} aria-label="An icon: lucide, 20 px" role="img" />
      </Specimen>
    </>
  )
}
