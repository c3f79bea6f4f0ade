"""Checks of cnn.py that a student also gets."""

import numpy as np
import pytest

from grader.checks import ModelData, require, same
from grader.language import _

KERAS = {"flavour": "tensorflow", "seconds": 120}
ENOUGH = 0.85  # of the pictures that a trained network has never seen


@pytest.mark.check(
    "conv_params",
    points=1,
    hint="Count the numbers of one kernel, all channels of it, and its bias. How many kernels?",
)
def test_counts_weights_and_biases_of_kernels(student):
    """Counts the weights and biases of all kernels."""
    same(student.conv_params(3, 1, 16), 160)
    same(student.conv_params(3, 16, 32), 4640)
    same(student.conv_params((2, 3), 1, 4), 28)
    same(student.conv_params(1, 5, 2), 12)


@pytest.mark.check(
    "dense_params", points=1, hint="Each output has one weight for every input, and one bias."
)
def test_counts_weights_and_biases_of_a_dense_layer(student):
    """Counts the weights and biases of a dense layer."""
    same(student.dense_params(4, 3), 15)
    same(student.dense_params(3, 4), 16)
    same(student.dense_params(3136, 10), 31370)


@pytest.mark.check(
    "conv_layer",
    points=1,
    hint="Put a frame of zeros round the picture, stamp every place, add the bias, then ReLU.",
)
def test_stamps_a_grey_picture(student):
    """Stamps a grey picture and keeps its size."""
    image = np.array([[1.0, 2.0, 0.0, 3.0], [0.0, 4.0, 5.0, 1.0], [2.0, 0.0, 1.0, 2.0]])
    kernel = np.array([[0.0, 1.0, 0.0], [2.0, 0.0, 0.0], [0.0, 0.0, -1.0]])
    plain = [[0, 0, 3, 0], [1, 1, 6, 13], [0, 8, 5, 3]]
    maps = student.conv_layer(image[:, :, None], kernel[:, :, None, None], np.array([0.0]))
    same(maps, np.array(plain, dtype=float)[:, :, None])
    lowered = [[0, 0, 1, 0], [0, 0, 4, 11], [0, 6, 3, 1]]
    maps = student.conv_layer(image[:, :, None], kernel[:, :, None, None], np.array([-2.0]))
    same(maps, np.array(lowered, dtype=float)[:, :, None])


@pytest.mark.check(
    "conv_layer",
    points=1,
    hint="Kernel k is weights[:, :, :, k]; it reads all channels and gives one map.",
)
def test_adds_up_channels_and_makes_one_map_per_kernel(student):
    """Adds up the channels and makes one map per kernel."""
    red = np.array([[1.0, 0.0, 2.0], [3.0, 1.0, 0.0]])
    blue = np.array([[0.0, 2.0, 1.0], [1.0, 0.0, 4.0]])
    image = np.stack([red, blue], axis=-1)
    one_by_one = np.array([[[[1.0, 0.0, -1.0], [10.0, 1.0, 1.0]]]])
    first = [[1, 20, 12], [13, 1, 40]]
    second = [[5, 7, 6], [6, 5, 9]]
    third = [[0, 1, 0], [0, 0, 3]]
    expected = np.stack([first, second, third], axis=-1).astype(float)
    same(student.conv_layer(image, one_by_one, np.array([0.0, 5.0, -1.0])), expected)


@pytest.mark.check(
    "forward",
    points=1,
    hint="Write down the array after each step: convolution, pooling, flatten, dense, softmax.",
)
def test_carries_a_tiny_picture_through(student):
    """Carries a tiny picture through the network."""
    image = np.array([[1.0, 0.0, 2.0, 3.0], [0.0, 1.0, 1.0, 0.0]])[:, :, None]
    kernels = np.array([[[[1.0, -1.0]]]])  # x and 2 - x, pooled: 1 2 on the left, 3 2 on the right
    dense = np.array([[1.0, 0.0, 2.0], [0.0, 1.0, 1.0], [0.0, -1.0, -1.0], [-1.0, 1.0, 0.0]])
    once = np.array([1.0, 0.0, -1.0])  # makes the scores 0, 1 and 0
    for factor, expected in [
        (np.log(2), [1 / 4, 1 / 2, 1 / 4]),
        (np.log(6), [1 / 8, 3 / 4, 1 / 8]),
    ]:
        weights = [kernels, np.array([0.0, 2.0]), factor * dense, factor * once]
        same(student.forward(image, weights), np.array(expected), rtol=1e-5, atol=1e-5)


@pytest.mark.check(
    "forward", points=1, hint="Compare each step of yours with what the text above it says."
)
def test_gives_a_probability_per_class(student, reference, rng):
    """Gives one probability per class."""
    for height, width, classes in [(8, 8, 10), (6, 4, 3)]:
        image = rng.uniform(size=(height, width, 1))
        shapes = (3, 3, 1, 4), (4,), (height * width, classes), (classes,)
        weights = [rng.normal(size=shape) / 2 for shape in shapes]
        expected = reference.forward(image, weights)
        same(student.forward(image, weights), expected, rtol=1e-5, atol=1e-5)


@pytest.mark.check(
    "build_model",
    points=1.5,
    hint="Conv2D (3x3, same, relu), MaxPooling2D, Flatten, Dense (softmax), in this order.",
    **KERAS,
)
def test_computes_the_network(student, computes_forward):
    """Builds the network that forward computes."""
    computes_forward(student.build_model())


def on_trial(answer, models, rng):
    """Twelve pictures, and the scores of the compiled model for them."""
    model = answer.value
    require(isinstance(model, ModelData), answer, _("the result must be a Keras model"))
    require(model.compiled, answer, _("the model is not compiled"), "not-compiled")
    pictures = rng.normal(scale=3, size=(12, 28, 28, 1))
    scores = models.predict(answer, pictures).value
    fits = isinstance(scores, np.ndarray) and scores.dtype == np.float64 and scores.ndim == 2
    fits = fits and scores.shape[1] >= 5 and bool(np.isfinite(scores).all())
    require(fits, answer, _("every picture must get a probability for every class"))
    spread = bool((scores.max(axis=1) - scores.min(axis=1) > 1e-3).all())
    require(spread, answer, _("a new network must not find all classes equally likely"))
    return pictures, scores


def measured(evaluation):
    """Loss and metrics by name."""
    values = evaluation.value if isinstance(evaluation.value, dict) else {}
    return {name: value for name, value in values.items() if isinstance(value, float)}


@pytest.mark.check(
    "build_model",
    points=0.5,
    hint="The labels are integers, not one-hot rows, and softmax has been applied already.",
    **KERAS,
)
def test_compiles_with_a_loss_for_integer_labels(student, models, rng):
    """Is compiled with a loss for integer labels."""
    answer = student.build_model()
    pictures, scores = on_trial(answer, models, rng)
    are_probabilities = (scores >= 0).all() and (scores <= 1).all()
    text = _("from_logits=True says that softmax is still to come, but the last layer applies it")
    twice = bool(are_probabilities and answer.value.loss_from_logits)
    require(not twice, answer, text, "loss-does-not-fit")
    ranks, each = np.argsort(scores, axis=1), np.arange(12)
    losses = []
    for labels in (ranks[:, -1], ranks[:, 4]):
        evaluation = models.evaluate(answer, pictures, labels)
        text = _("the loss cannot take integer labels: {error}")
        text = text.format(error=evaluation.raised_text)
        rows = np.eye(scores.shape[1])[labels]
        mistake = ""
        if evaluation.raised is not None and models.evaluate(answer, pictures, rows).raised is None:
            mistake = "one-hot-loss"
        require(evaluation.raised is None, answer, text, mistake)
        losses.append(measured(evaluation).get("loss", np.nan))
    rise = losses[1] - losses[0]
    likely, unlikely = scores[each, ranks[:, -1]], scores[each, ranks[:, 4]]
    if are_probabilities:  # Keras cuts them off at 1e-7, unless it finds the scores behind them
        rises = [np.mean(np.log(likely) - np.log(np.maximum(unlikely, e))) for e in (1e-7, 1e-37)]
    else:
        rises = [np.mean(likely - unlikely)]
    text = _(
        "from likely labels to unlikely ones the loss rises by {rise:.4g}, but the cross-entropy "
        "of the model's own answers by {expected:.4g}; does the loss fit the last activation?"
    )
    text = text.format(rise=rise, expected=rises[0])
    mean_or_sum = [each * count for each in rises for count in (1, len(pictures))]
    add_up = are_probabilities and np.allclose(scores.sum(axis=1), 1, atol=1e-4)
    mistake = "loss-does-not-fit" if add_up else ""
    require(np.isclose(rise, mean_or_sum, rtol=1e-3).any(), answer, text, mistake)


@pytest.mark.check("build_model", points=0.5, hint="compile takes a list of metrics.", **KERAS)
def test_compiles_with_the_accuracy_metric(student, models, rng):
    """Is compiled with the accuracy metric."""
    answer = student.build_model()
    pictures, scores = on_trial(answer, models, rng)
    ranks = np.argsort(scores, axis=1)
    for right in (5, 2):
        labels = np.concatenate([ranks[:right, -1], ranks[right:, -2]])  # the others near misses
        evaluation = models.evaluate(answer, pictures, labels)
        if evaluation.raised is not None:  # a loss for one-hot rows is a mistake of its own
            evaluation = models.evaluate(answer, pictures, np.eye(scores.shape[1])[labels])
        metrics = {name: value for name, value in measured(evaluation).items() if name != "loss"}
        share = right / len(labels)
        text = _("{right} of 12 labels are right, so a metric must say {share:.4f}: {metrics}")
        text = text.format(right=right, share=share, metrics=metrics)
        mistake = "accuracy-forgotten" if evaluation.raised is None else ""
        found = np.isclose(list(metrics.values()), share, atol=1e-5).any()
        require(found, answer, text, mistake)


@pytest.mark.check(
    "train",
    points=1.5,
    hint="Scale the pictures, add the channel axis, fit on pictures and labels, return the model.",
    **KERAS,
)
def test_names_new_pictures_right(
    student, likelihoods, small_network, mistake_in_training, clothes
):
    """Reaches 85 % on pictures it has never seen."""
    answer = student.train(small_network, *clothes(2000))
    text = _("the result must be the trained model; fit returns only a record of the training")
    require(isinstance(answer.value, ModelData), answer, text)
    weights = list(answer.value.weights)
    shapes, expected = ([one.shape for one in many] for many in (weights, small_network.weights))
    text = _("the weights of the result are {shapes}, those of the given model {expected}")
    text = text.format(shapes=shapes, expected=expected)
    fits = shapes == expected and all(one.dtype.kind == "f" for one in weights)
    require(fits, answer, text, "another-model" if shapes != expected else "")
    pictures, labels = clothes(300)
    scores = likelihoods(answer, pictures[..., None] / 255)
    fits = isinstance(scores, np.ndarray) and scores.shape == (300, 10)
    require(fits, answer, _("every picture must get a probability for each of ten classes"))
    accuracy = np.mean(np.argmax(scores, axis=1) == labels)
    text = _("it names {accuracy:.0%} of 300 new pictures right; {enough:.0%} are asked")
    text = text.format(accuracy=accuracy, enough=ENOUGH)
    mistake = "" if accuracy >= ENOUGH else mistake_in_training(answer)
    require(accuracy >= ENOUGH, answer, text, mistake)
