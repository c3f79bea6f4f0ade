"""Mistakes in build_model and train: what is wrong, how the report must name it, the change."""

CONVOLUTION = 'keras.layers.Conv2D(16, 3, padding="same", activation="relu"),'
POOLING = "keras.layers.MaxPooling2D(2),"
FLATTEN = "keras.layers.Flatten(),"
DENSE = 'keras.layers.Dense(classes, activation="softmax"),'
COMPILE = """    model.compile(
        optimizer="adam",
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
    )
"""
LOSS = '"sparse_categorical_crossentropy"'
LOGITS = "keras.losses.SparseCategoricalCrossentropy(from_logits=True)"
METRIC = '["accuracy"]'

SCALED = 'images.astype("float32") / 255'
START = "    scaled = "
AXIS = "scaled[..., np.newaxis]"
FIT = "model.fit(pictures, labels, epochs=epochs, batch_size=32, verbose=0)"
DATA = "fit(pictures, labels"
OWN_MODEL = """    import keras

    model = keras.Sequential(
        [
            keras.Input(shape=(28, 28, 1)),
            keras.layers.Conv2D(16, 3, padding="same", activation="relu"),
            keras.layers.MaxPooling2D(2),
            keras.layers.Flatten(),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
"""
# Where it does not matter how well the network is trained, it need not take long.
QUICK = "batch_size=32", "batch_size=256"
# Where another model is trained, one step will do.
ONE_STEP = "batch_size=32", "batch_size=32, steps_per_epoch=1"

MUTANTS = {
    "build_model": [
        ("no padding asked for", "valid-padding", 'padding="same", ', ""),
        ("no ReLU", "relu-forgotten", ', activation="relu"', ""),
        ("tanh for ReLU", "another-activation", '"relu"', '"tanh"'),
        (
            "softmax and ReLU exchanged",
            "activations-exchanged",
            '"relu"',
            '"softmax"',
            DENSE,
            'keras.layers.Dense(classes, activation="relu"),',
        ),
        ("no softmax", "softmax-forgotten", ', activation="softmax"', ""),
        (
            "no softmax, and the loss knows it",
            "softmax-forgotten",
            ', activation="softmax"',
            "",
            LOSS,
            LOGITS,
        ),
        ("sigmoid for softmax", "sigmoid-for-softmax", '"softmax"', '"sigmoid"'),
        ("softmax twice", "softmax-twice", DENSE, DENSE + "keras.layers.Softmax(),"),
        ("kernels of 5 by 5", "kernel-size", "(16, 3,", "(16, 5,"),
        ("filters and kernel size exchanged", "filters-and-size-exchanged", "(16, 3,", "(3, 16,"),
        ("128 filters", "filters-out-of-range", "(16, 3,", "(128, 3,"),
        ("no convolution", "convolution-forgotten", CONVOLUTION, ""),
        ("channels and places apart", None, "Conv2D", "SeparableConv2D"),
        ("stamps with gaps", None, "(16, 3, ", "(16, 3, dilation_rate=2, "),
        ("a convolution with stride 2", "steps-too-large", "(16, 3, ", "(16, 3, 2, "),
        ("kernels without biases", "layer-without-biases", "(16, 3, ", "(16, 3, use_bias=False, "),
        ("mean pooling", "mean-for-maximum", "MaxPooling2D", "AveragePooling2D"),
        ("no pooling", "pooling-forgotten", POOLING, ""),
        ("pooling 3 by 3", "pooling-size", "MaxPooling2D(2)", "MaxPooling2D(3)"),
        ("windows that overlap", "overlapping-windows", "Pooling2D(2)", "Pooling2D(2, strides=1)"),
        ("padded pooling", "ragged-edge-kept", "Pooling2D(2)", 'Pooling2D(2, padding="same")'),
        ("no flatten", "flatten-forgotten", FLATTEN, ""),
        ("global pooling", "global-pooling", "Flatten()", "GlobalAveragePooling2D()"),
        ("pooling first", "layers-out-of-order", POOLING, "", CONVOLUTION, POOLING + CONVOLUTION),
        ("a second convolution", "extra-layer", CONVOLUTION, CONVOLUTION + CONVOLUTION),
        (
            "a hidden dense layer",
            "extra-layer",
            FLATTEN,
            FLATTEN + 'keras.layers.Dense(64, activation="relu"),',
        ),
        (
            "batches normalised",
            "extra-layer",
            POOLING,
            "keras.layers.BatchNormalization()," + POOLING,
        ),
        (
            "scaled in the network",
            "scaled-in-the-network",
            CONVOLUTION,
            "keras.layers.Rescaling(1 / 255)," + CONVOLUTION,
        ),
        ("the shape never told", "shape-never-told", "keras.Input(shape=input_shape),", ""),
        ("always 28 by 28", "shape-ignored", "shape=input_shape", "shape=(28, 28, 1)"),
        (
            "rows and columns exchanged",
            "rows-and-columns-swapped",
            "shape=input_shape",
            "shape=(input_shape[1], input_shape[0], input_shape[2])",
        ),
        ("always ten classes", "classes-ignored", "Dense(classes", "Dense(10"),
        ("one unit for all classes", "units-not-classes", "Dense(classes", "Dense(1"),
        ("not compiled", "not-compiled", COMPILE, ""),
        ("a loss for one-hot rows", "one-hot-loss", LOSS, '"categorical_crossentropy"'),
        ("squared errors", "one-hot-loss", LOSS, '"mse"'),
        ("a loss that applies softmax again", "loss-does-not-fit", LOSS, LOGITS),
        ("no metric", "accuracy-forgotten", f"        metrics={METRIC},\n", ""),
        ("the loss as metric", "accuracy-forgotten", METRIC, f"[{LOSS}]"),
        ("nothing returned", "nothing-returned", "return model", "return model.summary()"),
        ("a layer that Keras has not", None, "MaxPooling2D", "MaxPooling"),
    ],
    "train": [
        ("the record returned", "history-returned", FIT, f"model = {FIT}", *QUICK),
        ("nothing returned", "nothing-returned", "    return model\n", "", *QUICK),
        (
            "the weights returned",
            "weights-returned",
            "return model",
            "return model.get_weights()",
            *QUICK,
        ),
        ("not scaled", "image-not-scaled", " / 255", "", *QUICK),
        ("scaled twice", "scaled-twice", "/ 255", "/ 255 / 255", *QUICK),
        ("scaled from -1 to 1", "centred-pixels", "255", "127.5 - 1", *QUICK),
        ("fractions cut off", None, SCALED, "images // 255", *QUICK),
        ("the channel axis in front", None, AXIS, "scaled[:, np.newaxis]"),
        ("an axis for batches", None, AXIS, "scaled[np.newaxis]"),
        ("not trained", "not-trained", FIT, "pass"),
        ("only looked at", "not-trained", FIT, "model.evaluate(pictures, labels, 256)"),
        ("no word about epochs", "epochs-ignored", "epochs=epochs, ", "", *QUICK),
        ("one epoch by default", "default-epochs", "epochs=5", "epochs=1", *QUICK),
        ("a batch per epoch", "pictures-left-out", "verbose=0", "verbose=0, steps_per_epoch=1"),
        ("the first pictures only", "pictures-left-out", DATA, "fit(pictures[:100], labels[:100]"),
        ("labels in another order", None, DATA, "fit(pictures, labels[::-1]", *QUICK),
        ("one-hot labels", None, DATA, "fit(pictures, np.eye(10)[labels]"),
        ("labels forgotten", None, DATA, "fit(pictures"),
        ("a model of its own", "another-model", START, OWN_MODEL + START, *ONE_STEP),
        (
            "pictures changed",
            "input-modified",
            START,
            f"    images[:] = 255 - images\n{START}",
            *QUICK,
        ),
        ("scaled in place", "whole-numbers-overwritten", START, f"    images /= 255\n{START}"),
    ],
}
