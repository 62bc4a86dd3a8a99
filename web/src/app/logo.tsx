/** The mark: a way from a door to a place. The amber dot is the app's one sign for "on the way". */
export function Logo({ withName = true }: { withName?: boolean }) {
  return (
    <span className="inline-flex items-center gap-2.5">
      <svg viewBox="0 0 32 32" className="size-8" aria-hidden="true">
        <rect width="32" height="32" rx="9" className="fill-accent" />
        <path
          d="M8 22h5.5a4 4 0 0 0 4-4v-4a4 4 0 0 1 4-4H24"
          fill="none"
          strokeWidth="2.5"
          strokeLinecap="round"
          className="stroke-accent-ink"
        />
        <circle cx="8" cy="22" r="2.6" className="fill-accent-ink" />
        <circle cx="24.2" cy="10" r="3.6" className="fill-[#f5a524]" />
      </svg>
      {withName && <span className="text-17 font-semibold tracking-tight">Orderline</span>}
    </span>
  )
}
