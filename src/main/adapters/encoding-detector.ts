import { analyse } from 'chardet'
import type { EncodingsPort } from '../../core/previews/decode-text'

/** Guesses below this percentage are discarded. */
const minConfidence = 10

/** The only module that uses the detection library. */
export const encodingDetector: EncodingsPort = {
  guessEncodings: (bytes) =>
    analyse(bytes)
      .filter(({ confidence }) => confidence >= minConfidence)
      .map(({ name }) => name),
}
