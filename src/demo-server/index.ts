export type { CallFilter, CallLog, CallMatch, CallRecord } from './call-log'
export type { DemoServer, DemoServerOptions } from './demo-server'
export type { Fault } from './faults/fault'
export type { FaultMatch, FaultPlan, FaultRule } from './faults/fault-plan'
export { startDemoServer } from './start-demo-server'
export type { Bytes } from './store/bytes'
export type {
  AssetLocation,
  AssetSpec,
  BytesSpec,
  DocumentSpec,
  JobSpec,
  ProjectSpec,
  SeedSpec,
  SegmentSpec,
} from './store/seed-spec'
export type { DemoStore, StoredFile } from './store/test-store'
export { defaultSwitches, type Switches } from './switches'
export { assertNothingTripped, type TrippedDelete } from './tripwire'
export {
  createCertificateAuthority,
  createSelfSignedCertificate,
  type CertificateOptions,
  type TlsIdentity,
} from './tls/certificates'
