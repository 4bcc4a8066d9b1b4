import { bytesMadeOnDemand, type Bytes } from '../../store/bytes'
import { encodePng } from '../paint/encode-png'
import { drawScreen, type Screen } from '../paint/screens'

export function pngFile(screen: Screen, size: number): Bytes {
  return bytesMadeOnDemand(size, () => encodePng(drawScreen(screen), size))
}
