import { analyse } from 'chardet'
import type { EncodingsPort } from '../../core/previews/decode-text'

/** Percent below which a guess says nothing. */
const leastConfidence = 10

/** The one door to the library that knows how texts of old encodings look. */
export const encodingDetector: EncodingsPort = {
  guessEncodings: (bytes) =>
    analyse(bytes)
      .filter(({ confidence }) => confidence >= leastConfidence)
      .map(({ name }) => name),
}
