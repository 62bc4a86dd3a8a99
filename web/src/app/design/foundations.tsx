import { Specimen } from './specimen.tsx'

// whole names, as Tailwind looks for them in the source
const grounds = [
  'bg-canvas',
  'bg-surface',
  'bg-raised',
  'bg-sunken',
  'bg-line',
  'bg-line-strong',
  'bg-accent',
  'bg-accent-soft',
  'bg-live',
  'bg-live-soft',
  'bg-warn-soft',
  'bg-bad-soft',
]
const inks = [
  'text-ink',
  'text-ink-soft',
  'text-ink-faint',
  'text-accent',
  'text-good',
  'text-warn',
  'text-bad',
]
const sizes = ['text-32', 'text-24', 'text-20', 'text-17', 'text-15', 'text-13', 'text-12']

/** Colours by role, the type scale, radius and shadow. */
export function Foundations() {
  return (
    <>
      <Specimen name="Grounds">
        {grounds.map((one) => (
          <figure key={one} className="flex w-26 flex-col gap-1">
            <span className={`h-14 rounded-control border border-line ${one}`} />
            <figcaption className="text-12 text-ink-soft">{one.slice(3)}</figcaption>
          </figure>
        ))}
      </Specimen>
      <Specimen name="Inks">
        {inks.map((one) => (
          <p key={one} className={`rounded-control bg-surface px-3 py-2 font-medium ${one}`}>
            {one.slice(5)}
          </p>
        ))}
      </Specimen>
      <Specimen name="Type scale">
        <div className="flex flex-col gap-2">
          {sizes.map((one) => (
            <p key={one} className={one}>
              {one.slice(5)} Arrives <span className="tabular">14:05–14:12</span> · يصل الطلب قريبًا
            </p>
          ))}
        </div>
      </Specimen>
      <Specimen name="Radius and shadow">
        <span className="rounded-control border border-line bg-surface p-5 text-13">control 10</span>
        <span className="rounded-card border border-line bg-surface p-5 text-13">card 16</span>
        <span className="rounded-full border border-line bg-surface p-5 text-13">chip</span>
        <span className="rounded-card bg-raised p-5 text-13 shadow-float">what floats</span>
      </Specimen>
    </>
  )
}
