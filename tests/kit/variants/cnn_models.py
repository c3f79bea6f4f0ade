"""build_model and train of cnn.py, written in other right ways."""

import numpy as np


# %% functional
def build_model(input_shape=(28, 28, 1), classes=10):
    from keras import Input, Model, layers

    picture = Input(shape=input_shape)
    maps = layers.Conv2D(filters=8, kernel_size=(3, 3), padding="same", activation="relu")(picture)
    pooled = layers.MaxPool2D(pool_size=(2, 2))(maps)
    flat = layers.Flatten()(pooled)
    model = Model(picture, layers.Dense(classes, activation="softmax")(flat))
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% layers added one by one, the input shape told to the first
def build_model(input_shape=(28, 28, 1), classes=10):
    import keras
    from keras.layers import Conv2D, Dense, Flatten, MaxPooling2D

    model = keras.models.Sequential()
    model.add(Conv2D(4, (3, 3), padding="same", activation="relu", input_shape=input_shape))
    model.add(MaxPooling2D(2, strides=2))
    model.add(Flatten())
    model.add(Dense(classes, activation="softmax"))
    model.compile(optimizer="sgd", loss="sparse_categorical_crossentropy", metrics=["acc"])
    return model


# %% activations as layers
def build_model(input_shape=(28, 28, 1), classes=10):
    import keras
    from keras import layers

    model = keras.Sequential(
        [
            layers.InputLayer(shape=input_shape),
            layers.Conv2D(12, 3, padding="same"),
            layers.Activation("relu"),
            layers.MaxPooling2D(),
            layers.Flatten(),
            layers.Dense(classes),
            layers.Activation("softmax"),
        ]
    )
    model.compile("nadam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% layers for ReLU and softmax, ReLU after pooling
def build_model(input_shape=(28, 28, 1), classes=10):
    import keras

    picture = keras.Input(input_shape)
    x = keras.layers.Conv2D(16, 3, padding="same")(picture)
    x = keras.layers.MaxPooling2D(2)(x)
    x = keras.layers.ReLU()(x)
    x = keras.layers.Flatten()(x)
    scores = keras.layers.Dense(classes)(x)
    model = keras.Model(inputs=picture, outputs=keras.layers.Softmax()(scores))
    model.compile("adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% a frame of its own
def build_model(input_shape=(28, 28, 1), classes=10):
    import keras
    from keras.layers import Conv2D, Dense, Flatten, MaxPooling2D, ZeroPadding2D

    model = keras.Sequential([keras.Input(input_shape), ZeroPadding2D(1)])
    model.add(Conv2D(8, 3, activation=keras.activations.relu))
    model.add(MaxPooling2D())
    model.add(Flatten())
    model.add(Dense(classes, activation=keras.activations.softmax))
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% dropout and noise, which only training knows
def build_model(input_shape=(28, 28, 1), classes=10):
    import keras
    from keras import layers

    model = keras.Sequential(
        [
            keras.Input(shape=input_shape),
            layers.GaussianNoise(0.1),
            layers.Conv2D(16, 3, padding="same", activation="relu"),
            layers.MaxPooling2D(2),
            layers.Dropout(0.25),
            layers.Flatten(),
            layers.Dense(classes, activation="softmax"),
        ]
    )
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% reshaped to a row
def build_model(input_shape=(28, 28, 1), classes=10):
    import keras
    from keras import layers

    model = keras.Sequential(
        [
            keras.Input(shape=input_shape),
            layers.Conv2D(8, 3, strides=1, padding="same", activation="relu"),
            layers.MaxPooling2D(2, padding="valid"),
            layers.Reshape((-1,)),
            layers.Dense(classes, activation="softmax"),
        ]
    )
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% a model within a model
def build_model(input_shape=(28, 28, 1), classes=10):
    import keras

    body = keras.Sequential(
        [
            keras.Input(shape=input_shape),
            keras.layers.Conv2D(16, 3, padding="same", activation="relu"),
            keras.layers.MaxPooling2D(2),
            keras.layers.Flatten(),
        ]
    )
    head = keras.Sequential([keras.layers.Dense(classes, activation="softmax")])
    model = keras.Sequential([keras.Input(shape=input_shape), body, head])
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% a class with a call of its own
def build_model(input_shape=(28, 28, 1), classes=10):
    import keras
    from keras import layers

    class Network(keras.Model):
        def __init__(self):
            super().__init__()
            self.convolution = layers.Conv2D(8, 3, padding="same", activation="relu")
            self.pooling = layers.MaxPooling2D()
            self.flatten = layers.Flatten()
            self.decision = layers.Dense(classes, activation="softmax")

        def call(self, pictures):
            maps = self.pooling(self.convolution(pictures))
            return self.decision(self.flatten(maps))

    model = Network()
    model(keras.Input(shape=input_shape))
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% a class around a functional model
def build_model(input_shape=(28, 28, 1), classes=10):
    import keras
    from keras import layers

    class Network(keras.Model):
        def __init__(self):
            picture = keras.Input(shape=input_shape)
            maps = layers.Conv2D(16, 3, padding="same", activation="relu")(picture)
            flat = layers.Flatten()(layers.MaxPooling2D()(maps))
            super().__init__(picture, layers.Dense(classes, activation="softmax")(flat))

    model = Network()
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% Keras by way of TensorFlow
def build_model(input_shape=(28, 28, 1), classes=10):
    import tensorflow as tf

    model = tf.keras.Sequential(
        [
            tf.keras.layers.InputLayer(shape=input_shape),
            tf.keras.layers.Conv2D(8, 3, padding="SAME", activation=tf.nn.relu),
            tf.keras.layers.MaxPooling2D((2, 2), (2, 2)),
            tf.keras.layers.Flatten(),
            tf.keras.layers.Dense(classes, activation=tf.nn.softmax),
        ]
    )
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% loss and metric as objects, SGD with momentum
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
        optimizer=keras.optimizers.SGD(0.01, momentum=0.9, nesterov=True),
        loss=keras.losses.SparseCategoricalCrossentropy(),
        metrics=[keras.metrics.SparseCategoricalAccuracy()],
    )
    return model


# %% RMSprop, a summed loss, several metrics
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
        optimizer=keras.optimizers.RMSprop(learning_rate=0.0005),
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=False, reduction="sum"),
        metrics=["sparse_top_k_categorical_accuracy", "accuracy"],
    )
    return model


# %% a falling learning rate, accuracy by its full name
def build_model(input_shape=(28, 28, 1), classes=10):
    import keras

    model = keras.Sequential(
        [
            keras.Input(shape=input_shape),
            keras.layers.Conv2D(64, 3, padding="same", activation="relu"),
            keras.layers.MaxPooling2D(2),
            keras.layers.Flatten(),
            keras.layers.Dense(classes, activation="softmax"),
        ]
    )
    rates = keras.optimizers.schedules.ExponentialDecay(0.002, 100, 0.9)
    model.compile(
        optimizer=keras.optimizers.AdamW(rates),
        loss="sparse_categorical_crossentropy",
        weighted_metrics=["sparse_categorical_accuracy"],
    )
    return model


# %% weights held small, other beginnings
def build_model(input_shape=(28, 28, 1), classes=10):
    import keras
    from keras.layers import Conv2D, Dense, Flatten, MaxPooling2D

    calm = {"kernel_regularizer": "l2", "kernel_initializer": "he_normal"}
    model = keras.Sequential(
        [
            keras.Input(shape=input_shape),
            Conv2D(16, 3, padding="same", activation="relu", bias_initializer="ones", **calm),
            MaxPooling2D(2),
            Flatten(),
            Dense(classes, activation="softmax", **calm),
        ]
    )
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% a loss of its own that makes one-hot rows itself
def build_model(input_shape=(28, 28, 1), classes=10):
    import keras
    from keras import ops

    def loss(labels, probabilities):
        rows = ops.one_hot(ops.cast(ops.reshape(labels, (-1,)), "int32"), classes)
        return -ops.sum(rows * ops.log(probabilities + 1e-7), axis=-1)

    model = keras.Sequential(
        [
            keras.Input(shape=input_shape),
            keras.layers.Conv2D(16, 3, padding="same", activation="relu"),
            keras.layers.MaxPooling2D(2),
            keras.layers.Flatten(),
            keras.layers.Dense(classes, activation="softmax"),
        ]
    )
    model.compile("adam", loss, metrics=["sparse_categorical_accuracy"], run_eagerly=True)
    return model


# %% float64, one bar of progress per epoch
def train(model, images, labels, epochs=5):
    model.fit(np.expand_dims(images / 255.0, -1), labels, 64, epochs)
    return model


# %% compiled again with Adam's usual steps, large batches
def train(model, images, labels, epochs=5):
    pictures = (images / 255)[:, :, :, None]
    model.compile("adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    model.fit(pictures, labels, batch_size=128, epochs=epochs, verbose=0)
    return model


# %% a data set of TensorFlow's
def train(model, images, labels, epochs=5):
    import tensorflow as tf

    def prepare(image, label):
        return tf.cast(image, tf.float32)[..., tf.newaxis] / 255.0, label

    pictures = tf.data.Dataset.from_tensor_slices((images, labels)).map(prepare)
    model.fit(pictures.shuffle(1000).batch(64).prefetch(1), epochs=epochs, verbose=0)
    return model


# %% batch after batch
def train(model, images, labels, epochs=5):
    pictures = np.multiply(images, 1 / 255, dtype=np.float32)[..., np.newaxis]
    for _ in range(epochs):
        order = np.random.default_rng().permutation(len(pictures))
        for start in range(0, len(order), 50):
            batch = order[start : start + 50]
            model.train_on_batch(pictures[batch], labels[batch])
    return model


# %% gradients by hand, without telling the network that it is being trained
def train(model, images, labels, epochs=5):
    import keras
    import tensorflow as tf

    loss = keras.losses.SparseCategoricalCrossentropy()

    @tf.function(reduce_retracing=True)
    def step(pictures, classes):
        with tf.GradientTape() as tape:
            error = loss(classes, model(pictures))
        variables = model.trainable_variables
        gradients = tape.gradient(error, variables)
        model.optimizer.apply_gradients(zip(gradients, variables, strict=True))

    pictures = images[..., None] / np.float32(255)
    for _ in range(epochs):
        order = np.random.permutation(len(pictures))
        for batch in np.array_split(order, max(1, len(order) // 64)):
            step(tf.constant(pictures[batch]), tf.constant(labels[batch]))
    return model


# %% an epoch at a time, shuffled by hand, scaled as float16
def train(model, images, labels, epochs=5):
    scaled = np.divide(images, 255, dtype=np.float16)[..., np.newaxis]
    for _ in range(epochs):
        order = np.random.permutation(len(scaled))
        model.fit(scaled[order], labels[order], batch_size=64, verbose=0)
    return model


# %% callbacks, pictures kept back for validation
def train(model, images, labels, epochs=5):
    import keras

    pictures = images[..., np.newaxis] / 255
    kept = len(pictures) // 10
    watch = [
        keras.callbacks.EarlyStopping(patience=3, restore_best_weights=True),
        keras.callbacks.ReduceLROnPlateau(patience=2),
    ]
    model.fit(
        pictures[kept:],
        labels[kept:],
        batch_size=64,
        epochs=epochs,
        validation_data=(pictures[:kept], labels[:kept]),
        callbacks=watch,
        verbose=0,
    )
    return model


# %% tensors, SGD with momentum
def train(model, images, labels, epochs=5):
    import keras

    pictures = keras.ops.expand_dims(keras.ops.cast(images, "float32") / 255, -1)
    model.compile(keras.optimizers.SGD(0.01, momentum=0.9), "sparse_categorical_crossentropy")
    model.fit(pictures, keras.ops.convert_to_tensor(labels), 64, epochs, verbose=0)
    return model
