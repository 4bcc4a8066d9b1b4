declare const permitBrand: unique symbol

/** Proof that a DELETE was built and checked by `delete-asset.ts`: without one, no DELETE on an asset path is sent. */
export interface DeletePermit {
  readonly url: string
  readonly [permitBrand]: true
}

const issued = new WeakSet()

/** Only for `delete-asset.ts`; held by an arrow of the dependency check. */
export function issueDeletePermit(url: string): DeletePermit {
  const permit = Object.freeze({ url }) as DeletePermit
  issued.add(permit)
  return permit
}

/** Whether this permit was issued here, for exactly this URL. */
export function isPermitted(permit: DeletePermit | undefined, url: string): boolean {
  return permit !== undefined && issued.has(permit) && permit.url === url
}
