// Spikes as pixels: a million of them in a few milliseconds.

/** How large the dots of so many spikes may be, so that they cover less than this part of the picture. */
const MOST_COVERED = 0.2;

/** How opaque a pixel is in which as many spikes are as in pixels on average. */
const MEAN_OPACITY = 0.75;

class SpikePixels {
  /** `count` is roughly how many spikes the picture would show if all neurons were in it. */
  constructor(picture, count, ratio) {
    this.width = picture.width;
    this.height = picture.height;
    this.pixels = new Uint32Array(picture.data.buffer);
    this.ratio = ratio;
    const room = Math.sqrt((MOST_COVERED * this.width * this.height) / Math.max(1, count));
    this.side = Math.max(1, Math.min(Math.round(2.5 * ratio), Math.floor(room)));
  }

  /** From now on spikes are of a monitor whose parts have these colours, and whose neurons are so high. */
  begin(colours, perNeuron) {
    const stroke = perNeuron >= STROKE * this.ratio;
    this.high = stroke ? Math.max(1, Math.floor(Math.min(perNeuron * 0.85, 16 * this.ratio))) : this.side;
    this.wide = stroke ? Math.max(1, Math.min(this.side, Math.round(1.5 * this.ratio))) : this.side;
    this.counting = this.high === 1 && this.wide === 1;
    if (this.counting) {
      this.counts = new Uint16Array(this.pixels.length);
      this.looks = new Uint8Array(this.pixels.length);
    }
    // As the memory of pictures has it: alpha, blue, green, red.
    this.opaque = colours.map(([red, green, blue]) => ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0);
    this.clear = colours.map((_, k) => (this.opaque[k] & 0xffffff) >>> 0);
  }

  /** Adds a spike whose middle is at these pixels. */
  add(x, y, look) {
    const { width, height, wide, high } = this;
    if (this.counting) {
      const [column, row] = [x | 0, y | 0];
      if (x < 0 || y < 0 || column >= width || row >= height) return;
      const at = row * width + column;
      // Chosen ones are never below others.
      if (look < 128 && this.looks[at] >= 128) this.counts[at] = 0;
      else if (look >= 128 && this.counts[at] && this.looks[at] < 128) return;
      this.counts[at]++;
      this.looks[at] = look;
      return;
    }
    const left = Math.max(0, Math.round(x - wide / 2));
    const right = Math.min(width, Math.round(x - wide / 2) + wide);
    const top = Math.max(0, Math.round(y - high / 2));
    const bottom = Math.min(height, Math.round(y - high / 2) + high);
    const dimmed = look >= 128;
    const colour = dimmed ? (this.clear[look - 128] | (DIMMED << 24)) >>> 0 : this.opaque[look];
    for (let row = top; row < bottom; row++) {
      for (let at = row * width + left; at < row * width + right; at++) {
        if (!dimmed || this.pixels[at] >>> 24 !== 255) this.pixels[at] = colour;
      }
    }
  }

  /** Puts counted spikes into the picture: the more there are, the more opaque is a pixel. */
  end() {
    if (!this.counting) return;
    const { counts, looks, pixels } = this;
    let [spikes, filled] = [0, 0];
    for (let at = 0; at < counts.length; at++) {
      spikes += counts[at];
      if (counts[at]) filled++;
    }
    const mean = spikes / Math.max(1, filled);
    const rate = mean < 1.3 ? Infinity : -Math.log(1 - MEAN_OPACITY) / mean;
    const opacities = Uint8Array.from({ length: 256 }, (_, n) => Math.round(255 * (1 - Math.exp(-rate * Math.max(n, 1e-9)))));
    for (let at = 0; at < counts.length; at++) {
      if (!counts[at]) continue;
      const look = looks[at];
      const opacity = opacities[Math.min(255, counts[at])];
      const alpha = look >= 128 ? Math.round((opacity * DIMMED) / 255) : opacity;
      pixels[at] = (this.clear[look & 127] | (alpha << 24)) >>> 0;
    }
  }
}
