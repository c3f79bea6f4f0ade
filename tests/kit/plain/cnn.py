"""cnn.py as a careful student writes it, with what the other four files already have."""

import numpy as np
from conv import relu, stamp
from pooling import flatten, max_pool2d


def whole(name, value):
    if isinstance(value, bool) or not isinstance(value, (int, np.integer)) or value < 1:
        raise ValueError(f"{name} must be an integer of at least 1, got {value!r}")
    return int(value)


def conv_params(kernel_size, in_channels, filters):
    if isinstance(kernel_size, tuple):
        fh, fw = kernel_size
    else:
        fh = fw = kernel_size
    fh, fw = whole("kernel_size", fh), whole("kernel_size", fw)
    channels = whole("in_channels", in_channels)
    filters = whole("filters", filters)
    weights = fh * fw * channels * filters
    biases = filters
    return weights + biases


def dense_params(inputs, units):
    inputs = whole("inputs", inputs)
    units = whole("units", units)
    weights = inputs * units
    biases = units
    return weights + biases


def conv_layer(image, weights, bias):
    height, width, channels = image.shape
    fh, fw, _, filters = weights.shape
    top, left = (fh - 1) // 2, (fw - 1) // 2
    padded = np.zeros((height + fh - 1, width + fw - 1, channels))
    padded[top : top + height, left : left + width] = image
    maps = np.zeros((height, width, filters))
    for i in range(height):
        for j in range(width):
            patch = padded[i : i + fh, j : j + fw]
            for k in range(filters):
                maps[i, j, k] = stamp(patch, weights[:, :, :, k], bias[k])
    return relu(maps)


def forward(image, weights):
    kernel, bias, dense_kernel, dense_bias = weights
    maps = conv_layer(image, kernel, bias)
    pooled = max_pool2d(maps, 2)
    flat = flatten(pooled)
    scores = flat @ dense_kernel + dense_bias
    powers = np.exp(scores - scores.max())
    return powers / powers.sum()


def build_model(input_shape=(28, 28, 1), classes=10):
    import keras

    model = keras.Sequential(
        [
            keras.Input(shape=input_shape),
            keras.layers.Conv2D(16, 3, padding="same", activation="relu"),
            keras.layers.MaxPooling2D(2),
            keras.layers.Flatten(),
            keras.layers.Dense(classes, activation="softmax"),
        ]
    )
    model.compile(
        optimizer="adam",
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
    )
    return model


def train(model, images, labels, epochs=5):
    scaled = images.astype("float32") / 255
    pictures = scaled[..., np.newaxis]
    model.fit(pictures, labels, epochs=epochs, batch_size=32, verbose=0)
    return model
