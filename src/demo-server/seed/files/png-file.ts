import { bytesOnDemand, type Bytes } from '../../store/bytes'
import { encodePng } from '../paint/encode-png'
import { drawScreen, type Screen } from '../paint/screens'

export function pngFile(screen: Screen, size: number): Bytes {
  return bytesOnDemand(size, () => encodePng(drawScreen(screen), size))
}
