interface AppMarkProps {
  readonly size: number
}

/** The app's logo: files on a shelf. */
export function AppMark({ size }: AppMarkProps) {
  return (
    <svg aria-hidden width={size} height={size} viewBox="0 0 32 32" fill="none">
      <rect x="1" y="1" width="30" height="30" rx="8" fill="var(--mark-bg)" />
      <rect x="7" y="9" width="4.5" height="12" rx="1.2" fill="var(--mark-1)" />
      <rect x="12.75" y="6.5" width="4.5" height="14.5" rx="1.2" fill="var(--mark-2)" />
      <path
        d="M19.2 10.4l3.1-.9a1.2 1.2 0 0 1 1.5.8l2.5 9a1.2 1.2 0 0 1-.8 1.5l-2.2.6a1.2 1.2 0 0 1-1.5-.8l-2.9-10z"
        fill="var(--mark-3)"
      />
      <rect x="5.5" y="22.5" width="21" height="2.6" rx="1.3" fill="var(--mark-shelf)" />
    </svg>
  )
}
