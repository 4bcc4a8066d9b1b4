const nameWidths = [62, 48, 75, 55, 68, 40, 58, 71, 46, 64] as const

/** Placeholder for rows. It appears with a delay, so that a fast response does not cause flicker. */
export function SkeletonRows() {
  return (
    <div className="skeleton-rows" aria-hidden>
      {nameWidths.map((width) => (
        <div key={width} className="skeleton-row">
          <span className="skeleton-tile" />
          <span className="skeleton-bar" style={{ width: `${width * 0.4}%` }} />
          <span className="skeleton-bar skeleton-bar-end" />
        </div>
      ))}
    </div>
  )
}
